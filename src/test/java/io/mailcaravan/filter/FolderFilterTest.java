package io.mailcaravan.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderFilterTest {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Archive       | Archive            | true",
                "Archive       | Archive/2019/Q1    | true",
                "Archive       | Archives           | false",
                "Archive       | archive            | false",
                "Archive/*     | Archive            | false",
                "Archive/*     | Archive/2019       | true",
                "Archive/*     | Archive/2019/Q1    | false",
                "Archive/**    | Archive            | false",
                "Archive/**    | Archive/2019/Q1    | true",
                "**/Old        | Old                | true",
                "**/Old        | a/b/Old            | true",
                "**/Old        | a/Older            | false",
                "a/**/z        | a/z                | true",
                "a/**/z        | a/b/c/z            | true",
                "20??          | 2019               | true",
                "20??          | 201                | false",
                "**            | a/b                | true",
                "inbox         | INBOX              | true",
                "Inbox/*       | INBOX/a            | true",
                "a\\*          | a*                 | true",
                "a\\*          | ab                 | false",
                "a%2Fb         | a%2Fb              | true",
                "a?b           | a%2Fb              | true",
                "a*b           | a%2Fb              | true",
                "a/b           | a%2Fb              | false",
                "100% sure     | 100%25 sure        | true",
                "100%25 sure   | 100%25 sure        | true",
                "\u0131nbox         | INBOX              | false",
                "[x](y)$^.     | [x](y)$^.          | true",
                "a\\\\b          | a\\b               | true",
                "*\u65e5*          | a\u65e5\ud83d\ude00   | true",
                "a\u65e5?          | a\u65e5\ud83d\ude00   | true",
                "Entwürfe      | Entwu\u0308rfe     | true",
                "A+B (x)       | A+B (x)            | true",
            })
    void patternShouldMeanTheseFolders(String pattern, String path, boolean meant) {
        FolderFilter filter = FolderFilter.of("", pattern);

        assertThat(filter.excluded(FolderPath.parse(path), Map.of()).isPresent()).isEqualTo(meant);
    }

    @Test
    void commaInNameShouldBeEscaped() {
        FolderFilter filter = FolderFilter.of("Meyer\\, Anna, Other", "");

        assertThat(excluded(filter, "Meyer, Anna")).isEmpty();
        assertThat(excluded(filter, "Other")).isEmpty();
        assertThat(excluded(filter, "Meyer")).isPresent();
    }

    @Test
    void reasonShouldNameTheEntry() {
        FolderFilter filter = FolderFilter.of("INBOX, \\Sent,Work", "\\Junk,Work/tmp");

        assertThat(filter.excluded(Folder.of(FolderPath.of("x")), Optional.of(SpecialUse.JUNK)))
                .contains("folder excluded by \\Junk");
        assertThat(excluded(filter, "Work/tmp/a")).contains("folder excluded by Work/tmp");
        assertThat(excluded(filter, "Play")).contains("folder not among folders=INBOX,\\Sent,Work");
        assertThat(filter.excluded(Folder.of(FolderPath.of("x")), Optional.of(SpecialUse.SENT)))
                .isEmpty();
    }

    @Test
    void foldersBelowARoleShouldShareItsFate() {
        FolderFilter filter = FolderFilter.of("", "\\Trash");
        Map<FolderPath, SpecialUse> roles = Map.of(FolderPath.of("Bin"), SpecialUse.TRASH);

        assertThat(filter.excluded(FolderPath.of("Bin", "old"), roles))
                .contains("folder excluded by \\Trash");
        assertThat(filter.excluded(FolderPath.of("Keep"), roles)).isEmpty();
    }

    @Test
    void unknownRoleShouldBeRefusedWithTheNearest() {
        assertThatThrownBy(() -> FolderFilter.of("", "\\Jnuk"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("excludeFolders: '\\Jnuk' is no special-use name")
                .hasMessageContaining("Did you mean '\\Junk'?");
    }

    @Test
    void roleShouldBeReadInAnyCaseAndWithDoubledBackslash() {
        for (String text : List.of("\\junk", "\\\\Junk", "\\Spam")) {
            FolderFilter filter = FolderFilter.of("", text);
            assertThat(filter.excluded(Folder.of(FolderPath.of("x")), Optional.of(SpecialUse.JUNK)))
                    .isPresent();
        }
    }

    @Test
    void entriesThatMeanNothingShouldBeTold() {
        FolderFilter filter = FolderFilter.of("INBOX,Wrok", "\\Junk");

        assertThat(
                        filter.unused(
                                Stream.of("INBOX", "Work").map(FolderPath::parse).toList(),
                                Map.of()))
                .containsExactly("Wrok", "\\Junk");
        assertThat(FolderFilter.of("", " , ").isEmpty()).isTrue();
    }

    private static Optional<String> excluded(FolderFilter filter, String path) {
        return filter.excluded(Folder.of(FolderPath.parse(path)), Optional.empty());
    }
}
