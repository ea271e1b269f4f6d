package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.cli.ExitCode;
import io.mailcaravan.ledger.Ledger;
import io.quarkus.runtime.QuarkusBindException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said before Quarkus has started, or when it could not. */
class CaravanMainTest {

    @TempDir Path folder;

    private static String refused(IntSupplier what) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(what.getAsInt()).isNotEqualTo(ExitCode.OK);
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "assess", "serve", "verify acme", "retry acme", "report"})
    void mistakeInTheConfigurationFileShouldBeOneLine(String command) throws Exception {
        Path file = folder.resolve("application.properties");
        assertOneLine(command, file, "no such file");
        Files.writeString(file, "caravan.stores.a.password=sesa\\me\n");
        assertOneLine(command, file, "line 1: caravan.stores.a.password has a single \\");
        Files.writeString(file, "\uFEFFcaravan.stores.a.type=maildir\n");
        assertOneLine(command, file, "byte order mark");
        Files.writeString(file, "caravan.sate=x\n");
        assertOneLine(command, file, "Did you mean 'caravan.state'?");
    }

    private static void assertOneLine(String command, Path file, String words) {
        String text =
                refused(
                        () -> {
                            int exit = CaravanMain.run((command + " --config " + file).split(" "));
                            assertThat(exit).isEqualTo(ExitCode.CONFIGURATION);
                            return exit;
                        });
        assertThat(text).startsWith("caravan: ").contains(words).hasLineCount(1);
    }

    @Test
    void serveShouldNameWhoHasTheStateFolderBeforeItListens() throws Exception {
        Path state = folder.resolve("state");
        Path config = Files.createFile(folder.resolve("application.properties"));
        try (Ledger held = Ledger.open(state)) {
            String text =
                    refused(
                            () ->
                                    CaravanMain.run(
                                            "serve",
                                            "--config",
                                            config.toString(),
                                            "--state",
                                            state.toString()));
            assertThat(text)
                    .startsWith("caravan: ")
                    .contains("is in use by process " + ProcessHandle.current().pid())
                    .hasLineCount(1);
        }
    }

    @Test
    void commandThatThereIsNotShouldBeNamed() {
        assertThat(refused(() -> CaravanMain.run("status", "acme")))
                .startsWith("caravan: there is no command 'status'. ")
                .contains("report")
                .hasLineCount(1);
        assertThat(refused(() -> CaravanMain.run("migate")))
                .contains("Did you mean 'migrate'?")
                .hasLineCount(1);
    }

    @Test
    void errorsOfFilesShouldBeToldWithoutJavasNames() {
        for (Throwable error :
                List.of(
                        new AccessDeniedException("/srv/x"),
                        new UncheckedIOException(new AccessDeniedException("/srv/x")),
                        new UncheckedIOException("cannot x", new NoSuchFileException("/srv/x")),
                        new DirectoryNotEmptyException("/srv/x"))) {
            assertThat(refused(() -> Application.explain(error, false)))
                    .startsWith("caravan: ")
                    .contains("/srv/x")
                    .doesNotContain("Exception", "java.");
        }
    }

    @Test
    void portThatIsTakenShouldBeNamed() {
        BindException cause = new BindException("Address already in use");
        assertThat(
                        refused(
                                () ->
                                        Application.explain(
                                                new RuntimeException(
                                                        "Failed to start quarkus",
                                                        new QuarkusBindException(
                                                                "127.0.0.1", 8080, cause)),
                                                false)))
                .contains("port 8080 of 127.0.0.1 is in use", "quarkus.http.port")
                .hasLineCount(1);
        assertThat(refused(() -> Application.explain(new RuntimeException("x", cause), false)))
                .contains("Address already in use", "quarkus.http.port");
    }
}
