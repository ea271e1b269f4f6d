package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is said of a command line that cannot be read. */
class UsageErrorTest {

    private static String errors(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = RootCommand.line(arguments);
        line.setErr(new PrintWriter(errors));
        assertThat(line.execute(arguments)).isEqualTo(ExitCode.CONFIGURATION);
        return errors.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy a@old.example b@new.example --from-passwort sesame | --from-passwort",
                "copy a@old.example b@new.example --from-passwort=sesame | --from-passwort",
                "copy a@old.example b@new.example sesame | too many",
                "copy a@old.example b@new.example --json=sesame | --json",
                "discover a@old.example sesame | too many"
            })
    void valueShouldNotBeShown(String line, String words) {
        assertThat(errors(line.split(" "))).contains(words).doesNotContain("sesame");
    }

    @Test
    void usageShouldNotHideTheMistake() {
        assertThat(errors("copy", "a@old.example", "b@new.example", "--from-passwort", "x"))
                .contains("--from-password", "caravan copy --help")
                .hasLineCount(2);
        assertThat(errors("copy", "a@old.example")).contains("TO").hasLineCount(2);
    }
}
