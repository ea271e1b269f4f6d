package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    @TempDir Path folder;

    private final MemoryStore archive = new MemoryStore("acme-archive");
    private RouteFixture route;

    @BeforeEach
    void mailbox() throws Exception {
        route = new RouteFixture(folder).impatient().further(archive);
        route.put(
                "INBOX",
                Messages.item("Subject: Newsletter of May\r\nList-Id: <news.example.org>\r\n\r\na"),
                Messages.item("Subject: Minutes\r\n\r\nb"),
                Messages.item("X-No: subject\r\n\r\nc"),
                Messages.item("Subject: large\r\n\r\n" + "x".repeat(LARGE)));
    }

    @AfterEach
    void stop() throws Exception {
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

    private void start(String recipe) throws Exception {
        String yaml = Files.readString(COOKBOOK.resolve(recipe + ".camel.yaml"));
        route.routes(yaml.replace(":acme-old", ":old").replace(":acme-new", ":new")).start();
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
