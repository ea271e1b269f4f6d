package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.config.PropertyText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommonOptionsTest {

    @TempDir Path folder;

    /** The same ledger from whichever folder the command runs. */
    @Test
    void stateFolderShouldBeBesideTheFileUnlessItSaysAnother() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("application.properties"), "caravan.stores.a.type=imap\n");
        assertThat(options(file).state()).isEqualTo(folder.resolve("state"));
        Files.writeString(file, "caravan.state = ../ledger\n");
        assertThat(options(file).state()).isEqualTo(folder.resolve("../ledger"));
        Files.writeString(file, "caravan.state = /srv/ledger\n");
        assertThat(options(file).state()).isEqualTo(Path.of("/srv/ledger"));
        assertThat(options(file, "--state", "here").state()).isEqualTo(Path.of("here"));
        assertThat(new CommonOptions().state()).isEqualTo(Path.of("state"));
    }

    @Test
    void stateFolderShouldBeWhereReferencesLead() throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "caravan.state = ${java.io.tmpdir}/ledger\n");
        assertThat(options(file).state())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "ledger"));
        Files.writeString(file, PropertyText.line("caravan.state", "/srv/a$$b/\\${c}"));
        assertThat(options(file).state()).isEqualTo(Path.of("/srv/a$$b/\\${c}"));
    }

    private static CommonOptions options(Path file, String... more) {
        CommonOptions options = new CommonOptions();
        new CommandLine(options)
                .parseArgs(Printed.with(new String[] {"--config", file.toString()}, more));
        return options;
    }
}
