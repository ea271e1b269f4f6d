package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.Sessions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Started by cron and systemd, Java has no UTF-8 for file names. */
class MaildirLocaleTest {

    private static final String MAIL = "Post f\u00fcr alle";
    private static final FolderPath MADE = FolderPath.of("\u65e5\u672c\u8a9e", "B\u00fccher");

    @TempDir private Path folder;

    private static MaildirStore store(Path folder) {
        return (MaildirStore)
                new MaildirStoreFactory()
                        .create(
                                new StoreSettings(
                                        "maildirs",
                                        Map.of("type", "maildir", "path", MAIL),
                                        folder),
                                new Spool(folder.resolve("spool"), 4096));
    }

    private static void write(Path folder, PrintStream out) throws Exception {
        try (MailboxSession session = store(folder).signIn(Login.of("j\u00f6rg"), Access.WRITE)) {
            session.create(MADE, Optional.empty());
        }
        try (MailboxSession session = store(folder).signIn(Login.of("j\u00f6rg"), Access.READ)) {
            for (Folder each : session.folders()) {
                if (each.selectable()) {
                    out.println(each.path() + " " + session.status(each.path()).messages());
                    Sessions.read(session, each.path(), Sessions.heads(session, each.path()))
                            .forEach(item -> out.println(item.uid() + " " + item.sha256()));
                }
            }
        }
    }

    /** What the test starts under another locale: writes and tells all in UTF-8. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            write(Path.of(args[0]), new PrintStream(System.out, true, StandardCharsets.UTF_8));
        }
    }

    @Test
    void foldersAndMessagesShouldBeTheSameInAnyLocale() throws Exception {
        Path mailbox = ByteNames.resolveText(folder, MAIL).resolve("j%C3%B6rg");
        for (String name :
                List.of("", "." + ByteNames.bytes("B\u00fccher"), ".B\u00fccher", ".B&APw-cher")) {
            MaildirFixture mail = new MaildirFixture(folder, ByteNames.resolve(mailbox, name));
            mail.message("cur", ByteNames.bytes("1500000000.j\u00f6rg:2,S"), "1" + name);
            mail.message("cur", "1500000000.\u00fc\n:2,S", "2" + name);
        }
        String plain = run("C.UTF-8");
        assertThat(plain).contains("\u65e5\u672c\u8a9e/B\u00fccher 0", "B\u00fccher (B=FCcher) 2");
        assertThat(run("C")).isEqualTo(plain);
    }

    private String run(String locale) throws Exception {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString());
        java.environment().put("LC_ALL", locale);
        java.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = java.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
