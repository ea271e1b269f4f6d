package io.mailcaravan.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchWordsTest {

    private static final LocalDate DAY = LocalDate.of(2018, 1, 2);

    static Stream<Arguments> keys() {
        SearchKey large = new SearchKey.Larger(1024);
        SearchKey seen = new SearchKey.Flagged(SystemFlag.SEEN);
        SearchKey junk = new SearchKey.Marked(new Keyword("$Junk"));
        return Stream.of(
                arguments(new SearchKey.Before(DAY), "BEFORE 2-Jan-2018"),
                arguments(new SearchKey.Since(DAY), "SINCE 2-Jan-2018"),
                arguments(new SearchKey.SentBefore(DAY), "SENTBEFORE 2-Jan-2018"),
                arguments(new SearchKey.SentSince(DAY), "SENTSINCE 2-Jan-2018"),
                arguments(large, "LARGER 1024"),
                arguments(new SearchKey.Uids(new UidRange(new Uid(4), Uid.MAX)), "UID 4:*"),
                arguments(seen, "SEEN"),
                arguments(junk, "KEYWORD $Junk"),
                arguments(new SearchKey.Not(seen), "UNSEEN"),
                arguments(new SearchKey.Not(junk), "UNKEYWORD $Junk"),
                arguments(new SearchKey.Not(large), "NOT LARGER 1024"),
                arguments(new SearchKey.Not(large.and(seen)), "NOT (LARGER 1024 SEEN)"),
                arguments(large.and(junk), "LARGER 1024 KEYWORD $Junk"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void conditionShouldBeInTheServersWords(SearchKey key, String words) {
        assertThat(SearchWords.of(key)).isEqualTo(words);
    }
}
