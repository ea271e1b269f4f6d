package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of {@code routes/cookbook/}, as they are shipped, through all commands. */
class CookbookTest {

    private static final Path COOKBOOK = Path.of("routes", "cookbook");

    private static final int LARGE = (10 << 20) + 1;

    private static final String WITH_ATTACHMENTS =
            """
            Subject: plan
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain

            See the plan.
            --x
            Content-Type: text/plain; name=plan.txt
            Content-Disposition: attachment; filename=plan.txt
            Content-Transfer-Encoding: base64

            dGhlIHBsYW4=
            --x
            Content-Type: text/plain
            Content-Disposition: attachment; filename="../../../passwd"

            none of theirs
            --x--
            """
                    .replace("\n", "\r\n");

    @TempDir Path folder;

    private final MemoryStore archive = new MemoryStore("acme-archive");
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private RouteFixture route;
    private HttpServer hooks;

    @BeforeEach
    void mailbox() throws Exception {
        route = new RouteFixture(folder).impatient().further(archive);
        hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/mail", this::hook);
        hooks.start();
        route.put(
                "INBOX",
                Messages.item("Subject: Newsletter of May\r\nList-Id: <news.example.org>\r\n\r\na"),
                Messages.item("Subject: Minutes\r\n\r\nb"),
                Messages.item("X-No: subject\r\n\r\nc"),
                Messages.item("Subject: large\r\n\r\n" + "x".repeat(LARGE)));
    }

    private void hook(HttpExchange call) throws IOException {
        told.add(
                call.getRequestMethod() + " " + new ObjectMapper().readTree(call.getRequestBody()));
        call.sendResponseHeaders(answer.get(), -1);
        call.close();
    }

    @AfterEach
    void stop() throws Exception {
        hooks.stop(0);
        route.close();
    }

    static Stream<String> recipes() throws IOException {
        try (Stream<Path> files = Files.list(COOKBOOK)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void recipesShouldBeKnownAsSuch() throws IOException {
        assertThat(recipes()).containsExactlyInAnyOrderElementsOf(Cookbook.RECIPES);
    }

    /** Nobody's route is left out in silence. */
    @Test
    void routeThatLiesAmongTheRecipesShouldBeTold() throws IOException {
        Path cookbook = Files.createDirectories(folder.resolve("routes/cookbook"));
        Files.copy(COOKBOOK.resolve("webhook.camel.yaml"), cookbook.resolve("webhook.camel.yaml"));
        Cookbook known = new Cookbook(folder.resolve("routes"));
        assertThat(known.warnings()).isEmpty();
        Files.writeString(cookbook.resolve("smith.camel.yaml"), "- route: {}\n");
        assertThat(known.warnings())
                .singleElement()
                .asString()
                .startsWith(cookbook.resolve("smith.camel.yaml") + " is not loaded: ")
                .endsWith("Move it to a folder with another name.");
        assertThat(known.advice("webhook").orElseThrow()).contains("Copy it into a folder");
        assertThat(known.advice("smith")).isEmpty();
    }

    private void start(String recipe) throws Exception {
        String yaml = Files.readString(COOKBOOK.resolve(recipe + ".camel.yaml"));
        route.routes(
                        yaml.replace(":acme-old", ":old")
                                .replace(":acme-new", ":new")
                                .replace(
                                        "hooks.acme.example",
                                        "localhost:" + hooks.getAddress().getPort()))
                .start();
    }

    /** Whatever a route does, the words on it agree, and a second pass has nothing to do. */
    @ParameterizedTest
    @MethodSource("recipes")
    void commandsShouldAgreeOnWhatTheRouteDoes(String recipe) throws Exception {
        route.destination.faults().refuse(item -> item.head().uid().value() == 2);
        start(recipe);
        assertThat(run(new MigrateCommand(), recipe).exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(report(recipe).exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        CommandRun differences = run(new VerifyCommand(), recipe);
        assertThat(differences.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(differences.out())
                .contains("failed: INBOX UID 2")
                .doesNotContain("failed: INBOX UID 1");

        route.destination.faults().clear();
        assertThat(run(new RetryCommand(), recipe).out()).contains(" 1 copied ");
        CommandRun again = run(new MigrateCommand(), recipe);
        assertThat(again.exit()).as(again.errors()).isZero();
        assertThat(again.out()).contains(" 0 copied ", " 0 failed");
        assertThat(report(recipe).exit()).isZero();
        CommandRun verify = run(new VerifyCommand(), recipe);
        assertThat(verify.exit()).as(verify.out()).isZero();
    }

    @Test
    void messageShouldBeLeftOutByItsSubject() throws Exception {
        start("filter-by-subject");
        assertThat(run(new MigrateCommand(), "filter-by-subject").out()).contains(" 1 skipped");
        assertThat(stored(route.destination)).isEqualTo(Map.of("INBOX", 3L));
        assertThat(report("filter-by-subject").out())
                .contains("the subject begins with Newsletter");
    }

    @Test
    void mailOfListsShouldGoToAFolderOfItsOwn() throws Exception {
        start("lists-to-folder");
        run(new MigrateCommand(), "lists-to-folder");
        assertThat(stored(route.destination)).isEqualTo(Map.of("INBOX", 3L, "Lists", 1L));
    }

    @Test
    void archiveShouldHaveACopyOfEveryMessage() throws Exception {
        start("archive-copy");
        run(new MigrateCommand(), "archive-copy");
        assertThat(stored(route.destination)).isEqualTo(Map.of("INBOX", 4L));
        assertThat(stored(archive)).isEqualTo(Map.of("INBOX", 4L));
    }

    @Test
    void largeMailShouldGoToAStoreOfItsOwn() throws Exception {
        start("large-mail");
        run(new MigrateCommand(), "large-mail");
        assertThat(stored(route.destination)).isEqualTo(Map.of("INBOX", 3L));
        assertThat(stored(archive)).isEqualTo(Map.of("INBOX", 1L));
    }

    @Test
    void anonymisedMailboxShouldHaveNoWordOfTheMail() throws Exception {
        start("anonymise");
        run(new MigrateCommand(), "anonymise");
        assertThat(route.atDestination("INBOX"))
                .hasSize(4)
                .allSatisfy(
                        mail ->
                                assertThat(mail)
                                        .contains("From: sender@example.org\r\n")
                                        .doesNotContain("Newsletter", "Minutes", "List-Id", "xxx"));
        assertThat(run(new VerifyCommand(), "anonymise").out()).contains("4 converted");
    }

    @Test
    void namesShouldBeMapped() throws Exception {
        Files.writeString(
                folder.resolve("mapping.yaml"),
                """
                message:
                  folders: { Archive/*: Old/* }
                  flags: { rename: { $Label1: Spam, Spam: Junk } }
                """);
        route.put(
                "Archive/2019",
                Messages.with(Messages.plain("a"), Flags.parse("$Label1 NonJunk Junk")));
        start("map-names");
        run(new MigrateCommand(), "map-names");
        assertThat(stored(route.destination)).containsEntry("Old/2019", 1L);
        assertThat(route.atDestination("Old/2019"))
                .singleElement()
                .asString()
                .contains(" $Junk $NotJunk Spam\n");
        assertThat(run(new VerifyCommand(), "map-names").exit()).isZero();
    }

    /** Numbers of messages are those of their folders. */
    @Test
    void anonymisedMessagesShouldHaveNamesOfTheirOwn() throws Exception {
        route.put("Projects", Messages.item("Subject: Plan\r\n\r\nd"));
        start("anonymise");
        run(new MigrateCommand(), "anonymise");
        assertThat(
                        Stream.of("INBOX", "Projects")
                                .flatMap(this::messageIds)
                                .peek(id -> assertThat(id).matches("<[0-9a-f]{64}@example\\.org>")))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    private Stream<String> messageIds(String path) {
        try {
            return route.atDestination(path).stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("Message-ID: "))
                    .map(line -> line.substring("Message-ID: ".length()));
        } catch (MailboxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void attachmentsShouldBeFilesBesides() throws Exception {
        route.put("INBOX", Messages.item(WITH_ATTACHMENTS));
        start("attachments-to-files");
        assertThat(run(new MigrateCommand(), "attachments-to-files").exit()).isZero();
        assertThat(stored(route.destination)).isEqualTo(Map.of("INBOX", 5L));
        Path inbox =
                route.stateFolder().resolve("attachments").resolve(RouteFixture.MAILBOX + "/INBOX");
        try (Stream<Path> files = Files.list(inbox)) {
            assertThat(files)
                    .extracting(
                            file -> file.getFileName().toString(), file -> contentOf(file.toFile()))
                    .containsExactlyInAnyOrder(
                            tuple("1000001-5-0-plan.txt", "the plan"),
                            tuple("1000001-5-1-passwd", "none of theirs"));
        }
    }

    @Test
    void webServerShouldBeToldOfMessagesThatHaveArrived() throws Exception {
        start("webhook");
        assertThat(run(new MigrateCommand(), "webhook").exit()).isZero();
        assertThat(told).containsExactly("POST {\"Subject\":\"Minutes\"}");
        run(new MigrateCommand(), "webhook");
        assertThat(told).hasSize(1);
    }

    @Test
    void messageThatTheWebServerDoesNotTakeShouldBeToldAgain() throws Exception {
        answer.set(503);
        start("webhook");
        assertThat(run(new MigrateCommand(), "webhook").exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        answer.set(204);
        told.clear();
        assertThat(run(new RetryCommand(), "webhook").exit()).isZero();
        assertThat(told).hasSize(1);
        assertThat(stored(route.destination)).isEqualTo(Map.of("INBOX", 4L));
        assertThat(run(new VerifyCommand(), "webhook").exit()).isZero();
    }

    private CommandRun run(Command command, String recipe) throws Exception {
        return CommandRun.of(command, route, recipe);
    }

    private CommandRun report(String recipe) throws Exception {
        return CommandRun.of(
                new ReportCommand(), recipe, "--state", route.stateFolder().toString());
    }

    private static Map<String, Long> stored(MemoryStore store) throws MailboxException {
        return RouteFixture.counts(store, Login.of(RouteFixture.MAILBOX));
    }
}
