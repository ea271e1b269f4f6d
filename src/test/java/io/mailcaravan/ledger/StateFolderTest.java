package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.state.StateFolder;
import io.mailcaravan.mailbox.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir Path state;

    /** A second process: takes the folder, says so, and keeps it until its input ends. */
    static final class Holder {
        private Holder() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws Exception {
            StateFolder held = StateFolder.take(Path.of(args[0]));
            System.out.println("held");
            while (System.in.read() >= 0) {
                // nothing is sent; the end of input is the sign
            }
            held.close();
        }
    }

    private static Process holder(Path folder) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("held");
        return process;
    }

    @Test
    void folderOfAnotherProcessShouldBeRefusedWithItsPid() throws Exception {
        Process other = holder(state);
        try {
            assertThatThrownBy(() -> Ledger.open(state))
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e ->
                                    assertThat(e.explanation())
                                            .contains("The state folder ")
                                            .contains("in use by process " + other.pid())
                                            .contains("is another ledger")
                                            .contains("--state"));
        } finally {
            other.outputWriter().close();
            other.waitFor();
        }
        try (StateFolder free = StateFolder.take(state)) {
            assertThat(free.unclean()).isFalse();
        }
    }

    @Test
    void folderOfAKilledProcessShouldBeFreeAndKnownAsUnclean() throws Exception {
        Process other = holder(state);
        other.destroyForcibly().waitFor();
        try (StateFolder free = StateFolder.take(state)) {
            assertThat(free.unclean()).isTrue();
        }
    }

    @Test
    void secondOpeningInTheSameProcessShouldBeRefusedAndNotFreeTheFirst() throws Exception {
        try (StateFolder first = StateFolder.take(state)) {
            assertThat(first.unclean()).isFalse();
            assertThatThrownBy(() -> Ledger.open(state))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> holder(state)).isInstanceOf(AssertionError.class);
        }
        Ledger.open(state).close();
    }

    @Test
    void missingFolderShouldBeCreated() throws Exception {
        Path deep = state.resolve("a/b");
        Ledger.open(deep).close();
        assertThat(deep.resolve("ledger.db")).exists();
    }

    /** Whatever the umask; and what an earlier release had left open. */
    @Test
    void onlyTheOwnerShouldReadWhatIsInIt() throws Exception {
        Path folder = state.resolve("deep/state");
        Files.createDirectories(folder.resolve("dead-letters"));
        Path old = Files.createFile(folder.resolve("ledger.1.0.backup"));
        Path foreign = Files.createFile(folder.resolve("notes.txt"));
        for (Path path : List.of(old, foreign, folder.resolve("dead-letters"))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.open("acme", "old", "alice", "alice", List.of(), false).startPass("initial");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(path -> !path.equals(foreign)).toList())
                        .hasSizeGreaterThan(4) // with those that SQLite makes
                        .allSatisfy(
                                path ->
                                        assertThat(rights(path))
                                                .endsWith("------")
                                                .startsWith("rw"));
            }
        }
        assertThat(rights(foreign)).isEqualTo("rwxr-xr-x");
        Path made = state.resolve("made/here");
        Ledger.open(made).close();
        assertThat(rights(made)).isEqualTo("rwx------");
        assertThat(rights(made.getParent())).isEqualTo("rwx------");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void folderThatCannotBeShouldBeRefusedWithAdvice() throws Exception {
        Path file = Files.writeString(state.resolve("file"), "x");
        assertThatThrownBy(() -> Ledger.open(file.resolve("state")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("state folder " + file.resolve("state"))
                .hasMessageContaining("Not a directory: " + file)
                .hasMessageNotContaining("Exception")
                .hasMessageContaining("--state");
    }
}
