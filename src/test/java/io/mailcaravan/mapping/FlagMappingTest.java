package io.mailcaravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagMappingTest {

    @TempDir Path folder;

    @Test
    void withoutFileAllShouldStay() {
        Flags flags = Flags.parse("\\Seen $Forwarded");

        assertThat(FlagMapping.of(Optional.empty()).map(flags)).isEqualTo(flags);
        assertThat(FlagMapping.NONE.isEmpty()).isTrue();
    }

    @Test
    void keywordsShouldBeRenamedDroppedAndSwapped() throws IOException {
        FlagMapping mapping =
                mapping(
                        "# ours\r\n$Label1 = $Important\r\nNonJunk=\r\nstar=\\Flagged\r\na=b\r\nb=a\r\n");

        assertThat(mapping.map(Flags.parse("\\Seen $label1 NonJunk Star a keep")).toString())
                .isEqualTo("\\Flagged \\Seen $Important b keep");
    }

    @Test
    void mistakesShouldNameFileAndLine() {
        assertThatThrownBy(() -> mapping("a=b\nnonsense\n"))
                .hasMessageContaining("keywords.properties, line 2: 'nonsense' is no renaming");
        assertThatThrownBy(() -> mapping("a=two words\n"))
                .hasMessageContaining("'two words' is neither a keyword nor a system flag");
        assertThatThrownBy(() -> mapping("a=b\nA=c\n")).hasMessageContaining("renamed twice");
    }

    private FlagMapping mapping(String text) throws IOException {
        return FlagMapping.of(
                Optional.of(Files.writeString(folder.resolve("keywords.properties"), text)));
    }
}
