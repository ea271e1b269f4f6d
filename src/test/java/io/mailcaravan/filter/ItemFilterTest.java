package io.mailcaravan.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.filter.ItemFilter.Pushed;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SearchKey.Flagged;
import io.mailcaravan.mailbox.SearchKey.Larger;
import io.mailcaravan.mailbox.SearchKey.Marked;
import io.mailcaravan.mailbox.SearchKey.Not;
import io.mailcaravan.mailbox.SearchKey.SentBefore;
import io.mailcaravan.mailbox.SearchKey.SentSince;
import io.mailcaravan.mailbox.SearchKey.Since;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFilterTest {

    private static final Instant NOW = Instant.parse("2024-02-29T10:00:00Z");

    @Test
    void datesShouldBoundInternalDateExactly() {
        ItemFilter filter = ItemFilter.of("2018-01-01", "2019-01-01T12:00:00+02:00", "", "", "");

        assertThat(filter.excluded(received("2017-12-31T23:59:59Z")))
                .contains("received 2017-12-31T23:59:59Z, before since=2018-01-01");
        assertThat(filter.excluded(received("2018-01-01T00:00:00Z"))).isEmpty();
        assertThat(filter.excluded(received("2019-01-01T09:59:59Z"))).isEmpty();
        assertThat(filter.excluded(received("2019-01-01T10:00:00Z")))
                .contains("received 2019-01-01T10:00:00Z, not before before=2019-01-01T10:00:00Z");
    }

    @Test
    void itemWithoutDateShouldNotBeLeftOutUnseen() {
        ItemFilter filter = ItemFilter.of("2018-01-01", "2019-01-01", "", "", "");

        assertThat(filter.excluded(new ItemHead(Uid.MIN, Flags.NONE, InternalDate.UNKNOWN, 100)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "P2Y, 2022-02-28T10:00:00Z",
        "p6m, 2023-08-29T10:00:00Z",
        "P30D, 2024-01-30T10:00:00Z",
        "PT36H, 2024-02-27T22:00:00Z"
    })
    void periodShouldCountBackFromNow(String since, String moment) {
        assertThat(ItemFilter.of(since, "", "", "", "", NOW).since())
                .contains(Instant.parse(moment));
    }

    @Test
    void sizeShouldBeReadWithUnit() {
        ItemFilter filter = ItemFilter.of("", "", "", "25m", "");

        assertThat(filter.excluded(new ItemHead(Uid.MIN, Flags.NONE, NOW, 26_214_400))).isEmpty();
        assertThat(filter.excluded(new ItemHead(Uid.MIN, Flags.NONE, NOW, 26_214_401)))
                .contains("26214401 bytes, over maxSize=25MB");
    }

    @Test
    void flagsShouldBeAskedForAndAgainst() {
        ItemFilter filter = ItemFilter.of("", "", "", "", "\\flagged, $Work ,!\\Deleted,!$Junk");

        assertThat(filter.excluded(flagged("\\Flagged $work"))).isEmpty();
        assertThat(filter.excluded(flagged("\\Flagged"))).contains("without $Work");
        assertThat(filter.excluded(flagged("\\Flagged $Work \\Deleted $junk")))
                .contains("with \\Deleted $Junk");
    }

    @Test
    void pushedDatesShouldBeWidenedForEveryTimeZone() {
        assertThat(ItemFilter.of("2018-01-01", "2019-01-01", "", "1KB", "").pushed())
                .extracting(ItemFilter.Pushed::key)
                .containsExactly(
                        receivedBefore("2017-12-31"),
                        new Since(day("2019-01-02")),
                        new Larger(1024));
        assertThat(
                        ItemFilter.of("2018-01-01T13:00:00Z", "2019-01-01T23:00:00Z", "", "", "")
                                .pushed())
                .extracting(ItemFilter.Pushed::key)
                .containsExactly(receivedBefore("2018-01-01"), new Since(day("2019-01-03")));
    }

    private static SearchKey receivedBefore(String day) {
        return new Since(day("1970-01-02")).and(new SearchKey.Before(day(day)));
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    @Test
    void pushedFlagsShouldFindWhatIsLeftOut() {
        assertThat(ItemFilter.of("", "", "", "", "\\Flagged,$Work,!\\Deleted,!$Junk").pushed())
                .containsExactly(
                        new Pushed(new Not(new Flagged(SystemFlag.FLAGGED)), "without \\Flagged"),
                        new Pushed(new Not(new Marked(new Keyword("$Work"))), "without $Work"),
                        new Pushed(new Flagged(SystemFlag.DELETED), "with \\Deleted"),
                        new Pushed(new Marked(new Keyword("$Junk")), "with $Junk"));
    }

    @Test
    void dateHeaderShouldBeComparedByDayOnBothSides() {
        ItemFilter filter =
                ItemFilter.of(
                        "2018-01-01T15:00:00Z", "2019-01-01T15:00:00Z", "date-header", "", "");

        assertThat(filter.excluded(received("2001-01-01T00:00:00Z"))).isEmpty();
        assertThat(filter.pushed())
                .extracting(ItemFilter.Pushed::key)
                .containsExactly(
                        new SentSince(day("1970-01-02")).and(new SentBefore(day("2018-01-01"))),
                        new SentSince(day("1970-01-02")).and(new SentSince(day("2019-01-02"))));
        assertThat(filter.isEmpty()).isFalse();
        assertThat(filter.readsDateHeader()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01.02.2018",
                "2018",
                "2018-02-30",
                "yesterday",
                "P2",
                "2018-01-01T00:00",
                "PX"
            })
    void wrongDateShouldBeNamed(String text) {
        assertThatThrownBy(() -> ItemFilter.of("", text, "", "", ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("before: '" + text + "' is no date")
                .hasMessageContaining("2018-01-31");
    }

    @Test
    void otherMistakesShouldBeNamedToo() {
        assertThatThrownBy(() -> ItemFilter.of("2019-01-01", "2018-01-01", "", "", ""))
                .hasMessageContaining("so nothing fits");
        assertThatThrownBy(() -> ItemFilter.of("", "", "received", "", ""))
                .hasMessageContaining("dateField: 'received'");
        assertThatThrownBy(() -> ItemFilter.of("", "", "", "25 apples", ""))
                .hasMessageContaining("maxSize: '25 apples' is no size");
        assertThatThrownBy(() -> ItemFilter.of("", "", "", "", "\\Sean"))
                .hasMessageContaining("Did you mean '\\Seen'?");
        assertThatThrownBy(() -> ItemFilter.of("", "", "", "", "two words"))
                .hasMessageContaining("'two words' cannot be a keyword");
        assertThatThrownBy(() -> ItemFilter.of("", "", "", "", "\\Seen,!\\Seen"))
                .hasMessageContaining("with and without");
    }

    @Test
    void nothingSetShouldTakeEverything() {
        ItemFilter filter = ItemFilter.of("", " ", "", "", " ");

        assertThat(filter).isEqualTo(ItemFilter.NONE);
        assertThat(filter.isEmpty()).isTrue();
        assertThat(filter.pushed()).isEmpty();
    }

    private static ItemHead received(String moment) {
        return new ItemHead(Uid.MIN, Flags.NONE, Instant.parse(moment), 1);
    }

    private static ItemHead flagged(String flags) {
        return new ItemHead(Uid.MIN, Flags.parse(flags), NOW, 1);
    }
}
