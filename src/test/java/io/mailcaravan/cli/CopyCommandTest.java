package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.copy.MailServer;
import io.mailcaravan.copy.MailServers;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreFactory;
import io.mailcaravan.store.maildir.MaildirStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** From an IMAP server and a Maildir to Maildirs and an IMAP server, in this process. */
class CopyCommandTest {

    private static final FolderPath TRASH = FolderPath.of("Trash");
    private static final String PASSWORD = "ses$ame, #1";
    private static final GreenMail SERVER = new GreenMail(ServerSetup.IMAP.dynamicPort());

    private static int users;

    private final String user = "user" + ++users;
    private final List<String> asked = new ArrayList<>();
    private Optional<String> answer = Optional.empty();
    private MailServers found =
            (address, place, caFile) -> {
                throw new AssertionError("nobody asked for " + address);
            };

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void mailbox() throws Exception {
        SERVER.setUser(user, user, PASSWORD);
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        put(FolderPath.INBOX, Messages.varied(3));
        put(FolderPath.INBOX, Messages.plain("one"));
        put(TRASH, Messages.plain("thrown away"));
    }

    private void put(FolderPath path, Item... items) throws Exception {
        try (MailboxStore store = server();
                MailboxSession session = store.signIn(login(), Access.WRITE)) {
            if (!path.equals(FolderPath.INBOX)) {
                session.create(path, Optional.empty());
            }
            session.append(path, List.of(items));
        }
    }

    private MailboxStore server() {
        return new ImapStoreFactory()
                .create(
                        new StoreSettings(
                                "test",
                                Map.of(
                                        "type",
                                        "imap",
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        Integer.toString(SERVER.getImap().getPort()),
                                        "tls",
                                        "none",
                                        "allow-insecure",
                                        "true"),
                                folder),
                        new Spool(folder.resolve("spool"), 1 << 20));
    }

    private Login login() {
        return new Login(user, Optional.of(new Secret(PASSWORD)));
    }

    private String url() {
        return "imap://" + user + "@127.0.0.1:" + SERVER.getImap().getPort();
    }

    private String maildir(String name) {
        return "maildir:" + folder.resolve(name);
    }

    /** The server has no TLS; what a user has to say who wants that. */
    private static String[] clearText(String end, String... arguments) {
        return Printed.with(
                arguments, end + "-set", "tls=none", end + "-set", "allow-insecure=true");
    }

    private String[] fromServer(String... arguments) {
        return clearText(
                "--from",
                Printed.with(arguments, "--from-password", "file:" + folder.resolve("password")));
    }

    private CommandRun copy(String... arguments) throws Exception {
        CopyCommand command =
                new CopyCommand(
                        (address, place, caFile) -> found.of(address, place, caFile),
                        question -> {
                            asked.add(question);
                            return answer.map(Secret::new);
                        });
        new CommandLine(command)
                .parseArgs(Printed.with(arguments, "--state", folder.resolve("state").toString()));
        try (TestServices services = new TestServices(command);
                Printed printed = new Printed()) {
            int exit = command.run(services);
            return new CommandRun(exit, printed.text(), printed.errors());
        }
    }

    private ConfigurationException refused(String... arguments) {
        try {
            copy(arguments);
        } catch (ConfigurationException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was not refused");
    }

    private long messages(String name, FolderPath path) throws Exception {
        MaildirStore store =
                new MaildirStore("copy", folder, new Spool(folder.resolve("spool"), 1 << 20));
        try (MailboxSession session = store.signIn(Login.of(name), Access.READ)) {
            return session.folders().stream().noneMatch(one -> one.path().equals(path))
                    ? 0
                    : session.status(path).messages();
        }
    }

    @Test
    void secondCopyShouldBeADeltaPass() throws Exception {
        String[] arguments = fromServer(url(), maildir("alice"));
        CommandRun first = copy(arguments);
        assertThat(first.exit()).as(first.errors()).isEqualTo(ExitCode.OK);
        assertThat(first.out()).contains("1 mailbox, 5 copied", "ledger begun in ");
        put(FolderPath.INBOX, Messages.plain("new"));
        CommandRun second = copy(arguments);
        assertThat(second.exit()).isEqualTo(ExitCode.OK);
        assertThat(second.out())
                .contains("1 mailbox, 1 copied", "5 unchanged")
                .doesNotContain("ledger begun");
        assertThat(messages("alice", FolderPath.INBOX)).isEqualTo(5);
        assertThat(messages("alice", TRASH)).isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void ledgerShouldSayWhatWasCopied() throws Exception {
        copy(fromServer(url(), maildir("alice")));
        CommandRun report =
                CommandRun.of(new ReportCommand(), "--state", folder.resolve("state").toString());
        assertThat(report.out()).containsPattern("(?s)Route copy-" + user + "-.*total +5 ");
    }

    @Test
    void maildirShouldGoToAServer() throws Exception {
        copy(fromServer(url(), maildir("alice")));
        SERVER.setUser("bob" + user, "bob" + user, PASSWORD);
        String to = url().replace(user, "bob" + user);
        answer = Optional.of(PASSWORD);
        CommandRun run = copy(clearText("--to", maildir("alice"), to));
        assertThat(run.out()).contains("1 mailbox, 5 copied");
        assertThat(asked).containsExactly("Password of bob" + user + " at 127.0.0.1");
    }

    @Test
    void twoMailboxesOfOneServerShouldHavePasswordsOfTheirOwn() throws Exception {
        SERVER.setUser("bob" + user, "bob" + user, "another");
        Files.writeString(folder.resolve("bob"), "another");
        String[] arguments =
                clearText(
                        "--to",
                        fromServer(
                                url(),
                                url().replace(user, "bob" + user),
                                "--to-password",
                                "file:" + folder.resolve("bob")));
        assertThat(copy(arguments).out()).contains("1 mailbox, 5 copied");
        assertThat(copy(arguments).out()).contains("0 copied", "5 unchanged");
        assertThat(copy(Printed.with(arguments, "--to-set", "connections=3")).out())
                .as("the same mailboxes with another setting")
                .contains("0 copied", "5 unchanged");
    }

    @Test
    void passwordShouldBeAskedForWithoutAReference() throws Exception {
        answer = Optional.of(PASSWORD);
        CommandRun run = copy(clearText("--from", url(), maildir("alice")));
        assertThat(run.out()).contains("5 copied");
        assertThat(asked).containsExactly("Password of " + user + " at 127.0.0.1");
    }

    @Test
    void withoutATerminalTheOptionShouldBeNamed() {
        assertThat(refused(clearText("--from", url(), maildir("alice"))))
                .hasMessageContainingAll(
                        "standard input or output: no terminal", user, "--from-password env:NAME");
        assertThat(folder.resolve("alice")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:HOME", "${HOME}", "${env:HOME}"})
    void passwordShouldBeReadFromTheEnvironment(String reference) throws Exception {
        SERVER.setUser("env" + user, "env" + user, System.getenv("HOME"));
        CommandRun run =
                copy(
                        clearText(
                                "--from",
                                url().replace(user, "env" + user),
                                maildir("alice"),
                                "--from-password",
                                reference));
        assertThat(run.exit()).as(run.errors()).isEqualTo(ExitCode.OK);
        assertThat(asked).isEmpty();
    }

    /** To this server the two names together are a user's. */
    @Test
    void administratorShouldSignInWithASecretFromTheEnvironment() throws Exception {
        String both = user + "*admin";
        SERVER.setUser(both, both, System.getenv("HOME"));
        CommandRun run =
                copy(
                        clearText(
                                "--from",
                                url(),
                                maildir("alice"),
                                "--from-set",
                                "auth=master-user",
                                "--from-set",
                                "admin-username=admin",
                                "--from-set",
                                "admin-password=env:HOME"));
        assertThat(run.exit()).as(run.errors()).isEqualTo(ExitCode.OK);
        assertThat(asked).isEmpty();
    }

    /** Also in a saved project, which lies in another folder. */
    @Test
    void certificateShouldBeCheckedByAFileThatIsNamedFromHere() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
        try (ServerSocket tls = tlsFront(certificate)) {
            String from = "imaps://" + user + "@localhost:" + tls.getLocalPort();
            Path here = Path.of("").toAbsolutePath().relativize(certificate.authority());
            Path project = folder.resolve("project");
            String password = "file:" + folder.resolve("password");
            CommandRun run =
                    copy(
                            from,
                            maildir("alice"),
                            "--from-password",
                            password,
                            "--from-set",
                            "ca-file=" + here,
                            "--save",
                            project.toString());
            assertThat(run.out()).as(run.errors()).contains("5 copied");
            assertThat(migrate(project).out()).contains("5 unchanged");
            CommandRun without = copy(from, maildir("bob"), "--from-password", password);
            assertThat(without.exit()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(without.errors())
                    .contains("not trusted", "--from-set ca-file.", "--from-set certificate-finger")
                    .doesNotContain("caravan.stores.");
        }
    }

    /** Before the server, which has no TLS of its own. */
    private static ServerSocket tlsFront(ServerCertificate certificate) throws IOException {
        ServerSocket front = certificate.tls().getServerSocketFactory().createServerSocket(0);
        Thread.startVirtualThread(
                () -> {
                    try {
                        while (true) {
                            Socket client = front.accept();
                            Socket server =
                                    new Socket(
                                            InetAddress.getLoopbackAddress(),
                                            SERVER.getImap().getPort());
                            Thread.startVirtualThread(() -> pass(client, server));
                            Thread.startVirtualThread(() -> pass(server, client));
                        }
                    } catch (IOException e) {
                        // closed: the test is over
                    }
                });
        return front;
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of both has gone
        }
    }

    @Test
    void filesOfEveryKindShouldBeEnds() throws Exception {
        String mbox = "mbox:" + folder.resolve("alice");
        assertThat(copy(fromServer(url(), mbox)).out()).contains("5 copied");
        String eml = "eml:" + folder.resolve("eml/alice");
        assertThat(copy(mbox, eml).out()).contains("5 copied");
        Path zip = zipped(folder.resolve("eml/alice"));
        assertThat(copy("eml:" + zip, maildir("bob")).out()).contains("5 copied");
        assertThat(refused(maildir("bob"), "eml:" + zip))
                .hasMessageContaining("archives are only read");
    }

    private Path zipped(Path files) throws IOException {
        Path zip = folder.resolve("packed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(files.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return zip;
    }

    @Test
    void refusedPasswordShouldEndWithThree() throws Exception {
        answer = Optional.of("wrong");
        CommandRun run = copy(clearText("--from", url(), maildir("alice")));
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.errors()).contains("refused").doesNotContain("wrong");
    }

    @ParameterizedTest
    @CsvSource({"--from-password", "--from-set admin-password="})
    void secretOfTheCommandLineShouldBeRefusedAndNotShown(String option) {
        String[] both = (option + " ").split(" ", 2);
        String value = (both[1].strip() + "sesame");
        assertThat(refused(url(), maildir("alice"), both[0], value))
                .hasMessageContainingAll("history", "env:NAME", "'${NAME}' in single quotes")
                .message()
                .doesNotContain("sesame");
    }

    @Test
    void hostThatIsNotThereShouldBeToldAsItIsTyped() throws Exception {
        answer = Optional.of(PASSWORD);
        CommandRun run = copy("imaps://a@no.host.invalid", maildir("alice"));
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.errors())
                .contains("Check the host in imaps://a@no.host.invalid")
                .doesNotContain("caravan.stores.");
    }

    @Test
    void starttlsShouldNotBeLeftOutWhereAServerHasNone() throws Exception {
        CommandRun run =
                copy(
                        url(),
                        maildir("alice"),
                        "--from-password",
                        "file:" + folder.resolve("password"));
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.errors()).contains("STARTTLS");
    }

    @Test
    void clearTextShouldNeedTheWordInsecure() {
        answer = Optional.of(PASSWORD);
        assertThat(refused(url(), maildir("alice"), "--from-set", "tls=none"))
                .hasMessageContainingAll("--from-set tls: ", "--from-set allow-insecure=true");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prot=1 | Did you mean 'port'?",
                "port=1 | Change it there",
                "password=env:X | Write --from-password.",
                "sesame | it is not written KEY=VALUE",
                "connections=none | is no number from 1",
                "auth=xoauth2 | --from-set oauth."
            })
    void mistakenSettingShouldBeNamed(String setting, String words) {
        assertThat(refused(url(), maildir("alice"), "--from-set", setting))
                .hasMessageContainingAll("--from-set", words)
                .message()
                .doesNotContain("sesame");
    }

    @Test
    void passwordOfWhatHasNoneShouldBeRefused() {
        assertThat(refused(fromServer(url(), maildir("a"), "--to-password", "env:X")))
                .hasMessageContaining("what lies on disk has none");
    }

    @Test
    void sameMailboxShouldBeRefused() throws Exception {
        assertThat(refused(url(), url() + "/")).hasMessageContaining("the same mailbox as FROM");
        Files.createDirectories(folder.resolve("alice"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("alice"));
        assertThat(refused(maildir("alice"), maildir("link")))
                .hasMessageContaining("the same mailbox as FROM");
        assertThat(refused("eml:" + folder.resolve("alice"), "eml:" + folder.resolve("alice/new")))
                .hasMessageContaining("one of both ends lies within the other");
        assertThat(asked).isEmpty();
    }

    @Test
    void sourceThatIsNotThereShouldBeNamed() {
        assertThat(refused(maildir("nobody"), maildir("alice")))
                .hasMessageContaining("there is no " + folder.resolve("nobody"));
        assertThat(folder.resolve("state/ledger.db")).doesNotExist();
    }

    @Test
    void dryRunShouldTellAndWriteNothing() throws Exception {
        CommandRun run = copy(fromServer(url(), maildir("alice"), "--dry-run"));
        assertThat(run.exit()).as(run.errors()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("INBOX", "Trash", "Nothing stands in the way");
        assertThat(folder.resolve("alice")).doesNotExist();
        assertThat(folder.resolve("state/ledger.db")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"--config, application.properties", "--routes, routes"})
    void optionThatNothingUsesShouldBeRefused(String option, String value) {
        assertThat(refused(url(), maildir("alice"), option, value))
                .hasMessageStartingWith(option)
                .hasMessageContaining("--from-set");
    }

    @Test
    void placeOfAPasswordShouldBeOneThatTheShellHasLookedUp() {
        assertThat(refused(url(), maildir("alice"), "--from-password", "file:~/pw"))
                .hasMessageContaining("file:\"$HOME\"/pw");
    }

    @Test
    void oneFileShouldBeToldToHaveNoFolders() throws Exception {
        oldMailbox("x");
        String one = "mbox:" + folder.resolve("one.mbox");
        CommandRun run = copy(maildir("old"), one, "--dry-run");
        assertThat(run.errors()).contains("TO " + one + ": it is one file", "mbox:DIR");
        CommandRun tree = copy(maildir("old"), "mbox:" + folder.resolve("tree"), "--dry-run");
        assertThat(tree.errors()).doesNotContain("one file");
    }

    @Test
    void dryRunShouldNotSave() {
        Path project = folder.resolve("project");
        assertThat(refused(url(), maildir("alice"), "--dry-run", "--save", project.toString()))
                .hasMessageContaining("--dry-run writes nothing");
        assertThat(project).doesNotExist();
    }

    @Test
    void rulesShouldLeaveFoldersAndOldMessagesOut() throws Exception {
        assertThat(copy(fromServer(url(), maildir("a"), "--exclude-folder", "Trash")).out())
                .contains("4 copied", "1 skipped");
        assertThat(copy(fromServer(url(), maildir("b"), "--folder", "Tra?h")).out())
                .contains("1 copied", "4 skipped");
        assertThat(copy(fromServer(url(), maildir("c"), "--since", "2099-01-01")).out())
                .contains("0 copied", "5 skipped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--exclude-folder | Sent, old | write \\, for a comma",
                "--folder | '' | it is empty",
                "--folder | \\Nonsense | is no special-use name",
                "--folder | a{{b | has {{ or a control",
                "--since | x | is no date",
                "--since | '' | it is empty"
            })
    void mistakenRuleShouldBeNamedBeforeAnybodyIsAsked(String option, String value, String words) {
        answer = Optional.of(PASSWORD);
        assertThat(refused(clearText("--from", url(), maildir("a"), option, value)))
                .hasMessageStartingWith(option)
                .hasMessageContaining(words);
        assertThat(asked).isEmpty();
        assertThat(folder.resolve("a")).doesNotExist();
    }

    /** A name of its own ends where it ends. */
    @Test
    void commaAndBackslashShouldBeOfOneName() throws Exception {
        oldMailbox("Sent, old", "Sent", "x\\", "y", "z\u200f");
        assertThat(
                        copy(
                                        maildir("old"),
                                        maildir("new"),
                                        "--exclude-folder",
                                        "Sent\\, old",
                                        "--exclude-folder",
                                        "x\\",
                                        "--exclude-folder",
                                        "y",
                                        "--exclude-folder",
                                        "z\u200f")
                                .out())
                .contains("1 copied", "4 skipped");
        assertThat(messages("new", FolderPath.of("Sent"))).isEqualTo(1);
    }

    private void oldMailbox(String... folders) throws Exception {
        MaildirStore store =
                new MaildirStore("old", folder, new Spool(folder.resolve("spool"), 1 << 20));
        try (MailboxSession session = store.signIn(Login.of("old"), Access.WRITE)) {
            for (String name : folders) {
                session.create(FolderPath.of(name), Optional.empty());
                session.append(FolderPath.of(name), List.of(Messages.plain("in " + name)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"#1", "100% & a+b=c", "#a & b)", "a)&b", "RAW(x)", "a \"b\" 'c'", "a: b"})
    void namesShouldReachTheRouteAsTheyAre(String name) throws Exception {
        oldMailbox(name, "other");
        assertThat(copy(maildir("old"), maildir("new"), "--exclude-folder", name).out())
                .contains("1 copied", "1 skipped");
    }

    @Test
    void addressShouldBeCopiedFromTheServerThatIsFound() throws Exception {
        found = (address, place, caFile) -> found("127.0.0.1");
        assertThat(copy(ofAddress()).out()).contains("5 copied");
    }

    /** Where it is this time, and as whom it signs in, is nothing that the ledger goes by. */
    @Test
    void addressShouldBeKnownAgainOnAnotherServer() throws Exception {
        found = (address, place, caFile) -> found("127.0.0.1");
        copy(ofAddress());
        found = (address, place, caFile) -> found("localhost");
        CommandRun again = copy(ofAddress());
        assertThat(again.out()).contains("0 copied", "5 unchanged").doesNotContain("ledger begun");
    }

    @Test
    void savedProjectOfAnAddressShouldSignInAsItsServerWants() throws Exception {
        found = (address, place, caFile) -> found("127.0.0.1");
        Path project = folder.resolve("project");
        copy(Printed.with(ofAddress(), "--save", project.toString()));
        assertThat(allText(project))
                .contains("caravan.stores.old-example.username=" + user)
                .contains(user + "@old.example,");
        CommandRun migrated = migrate(project);
        assertThat(migrated.exit()).as(migrated.errors()).isEqualTo(ExitCode.OK);
        assertThat(migrated.out()).contains("0 copied", "5 unchanged");
    }

    @Test
    void authoritiesOfAnAddresssServerShouldBeThoseThatAreGiven() throws Exception {
        List<Optional<Path>> given = new ArrayList<>();
        found =
                (address, place, caFile) -> {
                    given.add(caFile);
                    throw new ConfigurationException(place, "enough", "");
                };
        Path pem = ServerCertificate.make(folder, "-ext", "san=dns:localhost").authority();
        refused("a@old.example", maildir("a"), "--from-set", "ca-file=" + pem);
        assertThat(given).containsExactly(Optional.of(pem));
        Path none = Files.writeString(folder.resolve("none.pem"), "");
        assertThat(refused("a@old.example", maildir("a"), "--from-set", "ca-file=" + none))
                .hasMessageStartingWith("--from-set ca-file: no certificate");
        assertThat(given).hasSize(1);
    }

    @Test
    void settingOfAFoundServerShouldLeadToItsUrl() throws Exception {
        found = (address, place, caFile) -> found("127.0.0.1");
        for (String setting : List.of("port=1", "tls=none", "username=x")) {
            assertThat(refused("a@old.example", maildir("a"), "--from-set", setting))
                    .hasMessageContainingAll("--from-set", "imaps://USER@HOST:PORT")
                    .hasMessageNotContaining("Change it there");
        }
    }

    private MailServer found(String host) {
        return new MailServer(
                new ServerAddress(host, SERVER.getImap().getPort(), "none"),
                user,
                Map.of("allow-insecure", "true"));
    }

    private String[] ofAddress() {
        return new String[] {
            user + "@old.example",
            maildir("alice"),
            "--from-password",
            "file:" + folder.resolve("password")
        };
    }

    /** What was saved goes on with the copy, by the commands that are told. */
    @Test
    void savedProjectShouldWorkWithMigrateAsItIs() throws Exception {
        Path project = folder.resolve("project #1 ${x}");
        CommandRun run =
                copy(
                        fromServer(
                                url(),
                                maildir("alice \u00fc ${x} #!"),
                                "--save",
                                project.toString(),
                                "--exclude-folder",
                                "\\Junk"));
        assertThat(run.exit()).as(run.errors()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains(
                        "Saved in " + project,
                        "verify and retry",
                        "The ledger stays in " + folder.resolve("state"),
                        "5 copied");
        put(FolderPath.INBOX, Messages.plain("later"));
        CommandRun migrated = migrate(project);
        assertThat(migrated.exit()).as(migrated.errors()).isEqualTo(ExitCode.OK);
        assertThat(migrated.out())
                .contains("1 mailbox, 1 copied", "5 unchanged")
                .doesNotContain("ledger begun");
        assertThat(copy(fromServer(url(), maildir("alice \u00fc ${x} #!"))).out())
                .contains("0 copied", "6 unchanged");
        assertThat(allText(project)).doesNotContain(PASSWORD);
    }

    private static CommandRun migrate(Path project) throws Exception {
        return inProject(project, new MigrateCommand());
    }

    private static String savedRoute(Path project) throws IOException {
        try (Stream<Path> files = Files.list(project.resolve("routes"))) {
            return files.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private static CommandRun inProject(Path project, Command command, String... arguments)
            throws Exception {
        Path config = project.resolve("application.properties");
        new CommandLine(command)
                .parseArgs(
                        Printed.with(
                                arguments,
                                "--routes",
                                project.resolve("routes").toString(),
                                "--config",
                                config.toString()));
        command.options().checkConfig();
        try (TestServices services =
                        new TestServices(command, StandaloneConfig.read(config).stores());
                Printed printed = new Printed()) {
            int exit = command.run(services);
            return new CommandRun(exit, printed.text(), printed.errors());
        }
    }

    @Test
    void savedProjectShouldWorkWithVerifyAndRetry() throws Exception {
        oldMailbox("x", "y");
        Path project = folder.resolve("project");
        copy(maildir("old"), "eml:" + folder.resolve("new"), "--save", project.toString());
        String route = savedRoute(project);
        CommandRun verified = inProject(project, new VerifyCommand(), route);
        assertThat(verified.exit()).as(verified.out() + verified.errors()).isEqualTo(ExitCode.OK);
        assertThat(verified.out()).contains("1 mailbox, 2 messages equal");
        CommandRun retried = inProject(project, new RetryCommand(), route);
        assertThat(retried.exit()).as(retried.errors()).isEqualTo(ExitCode.OK);
    }

    private static String allText(Path project) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void typedPasswordShouldBeAVariableInTheSavedProject() throws Exception {
        answer = Optional.of(PASSWORD);
        Path project = folder.resolve("project");
        CommandRun run =
                copy(clearText("--from", url(), maildir("alice"), "--save", project.toString()));
        assertThat(run.out()).contains("with the password in the variable SOURCE_PASSWORD");
        assertThat(allText(project)).contains("env:SOURCE_PASSWORD").doesNotContain(PASSWORD);
        assertThatThrownBy(() -> migrate(project))
                .hasMessageContaining("there is no environment variable SOURCE_PASSWORD");
    }

    @Test
    void savedFilesShouldNeverReplaceOthers() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("application.properties"), "# mine\n");
        assertThat(refused(fromServer(url(), maildir("a"), "--save", project.toString())))
                .hasMessageContainingAll("another application.properties is there", "new folder");
        assertThat(project.resolve("routes")).doesNotExist();
        assertThat(folder.resolve("a")).doesNotExist();
        Path fresh = folder.resolve("fresh");
        String[] arguments = fromServer(url(), maildir("a"), "--save", fresh.toString());
        assertThat(copy(arguments).exit()).isEqualTo(ExitCode.OK);
        assertThat(copy(arguments).exit()).isEqualTo(ExitCode.OK);
    }

    /** The steps of a copy are those of the route that everybody else uses. */
    @Test
    void routeShouldBeTheShippedOneButForItsNames() throws Exception {
        Path project = folder.resolve("project");
        copy(fromServer(url(), maildir("alice"), "--save", project.toString()));
        Path file;
        try (Stream<Path> files = Files.walk(project)) {
            file = files.filter(RouteFile::isRoute).findFirst().orElseThrow();
        }
        assertThat(withoutNames(file))
                .isEqualTo(withoutNames(Path.of("routes/imap-to-imap.camel.yaml")));
    }

    private static JsonNode withoutNames(Path file) throws IOException {
        JsonNode routes = new YAMLMapper().readTree(file.toFile());
        ObjectNode route = (ObjectNode) routes.get(0).get("route");
        route.remove(List.of("id", "description"));
        ((ObjectNode) route.get("from")).remove("uri");
        ((ObjectNode) route.findValue("to")).remove("uri");
        return routes;
    }

    @Test
    void temporaryFilesShouldBeGone() throws Exception {
        oldMailbox("x");
        CopyCommand command = new CopyCommand();
        assertThat(run(command, maildir("old"), maildir("new"))).isEqualTo(ExitCode.OK);
        assertThat(command.routesFolder()).doesNotExist();
    }

    @Test
    void temporaryFilesShouldBeGoneAfterAFailure() throws Exception {
        CopyCommand command =
                new CopyCommand(
                        (address, place, caFile) -> found("127.0.0.1"),
                        question -> Optional.of(new Secret("wrong")));
        Files.writeString(command.routesFolder().resolve("further"), "in the way");
        assertThat(run(command, "a@old.example", maildir("new"))).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(command.routesFolder()).doesNotExist();
    }

    private int run(CopyCommand command, String... arguments) throws Exception {
        new CommandLine(command)
                .parseArgs(Printed.with(arguments, "--state", folder.resolve("state").toString()));
        try (TestServices services = new TestServices(command);
                Printed printed = new Printed()) {
            return command.run(services);
        }
    }

    @Test
    void jsonShouldBeThatOfMigrate() throws Exception {
        CommandRun run =
                copy(
                        fromServer(
                                url(),
                                maildir("alice"),
                                "--json",
                                "--save",
                                folder.resolve("p").toString()));
        assertThat(run.lines())
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"))
                .anySatisfy(line -> assertThat(line).contains("\"event\":\"saved\""))
                .anySatisfy(line -> assertThat(line).contains("\"copied\":5"));
    }
}
