package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AssessCommandTest {

    private final MemoryStore source = new MemoryStore("old");
    private final MemoryStore destination = new MemoryStore("new");
    private final MemoryStore archive = new MemoryStore("archive");

    @TempDir Path folder;

    @BeforeEach
    void customer() throws IOException, MailboxException {
        CommandRoutes.write(folder, "acme", "");
        for (String mailbox : List.of("alice", "bob")) {
            try (MailboxSession session = source.signIn(Login.of(mailbox), Access.WRITE)) {
                session.append(FolderPath.INBOX, List.of(Messages.varied(20)));
            }
        }
    }

    @Test
    void allMailboxesShouldStandInOneTable() throws Exception {
        String printed = assess(ExitCode.OK);
        assertThat(printed)
                .contains("alice", "bob", "2 mailboxes", "all ok", "Nothing stands in the way");
    }

    /** Each end of a mailbox has its line, and the mailbox is counted once. */
    @Test
    void severalEndsShouldBeToldApart() throws Exception {
        secondEnd();
        archive.password("bob", "secret");
        assertThat(assess(ExitCode.UNREACHABLE))
                .contains(
                        "alice -> alice in new", "alice -> alice in archive", "2 mailboxes, 4 ends")
                .contains("1 of 2 mailboxes cannot be reached");
    }

    private void secondEnd() throws IOException {
        Path file = folder.resolve("routes/acme/acme.camel.yaml");
        String end = "- to: { uri: \"mailbox:new\" }";
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll(
                                "( +)" + Pattern.quote(end),
                                "$0\n$1" + end.replace("new", "archive")));
        assertThat(Files.readString(file)).contains("mailbox:archive");
    }

    @Test
    void jsonShouldBeOneObjectAMailbox() throws Exception {
        String[] lines = assess(ExitCode.OK, "--json").strip().split("\n");
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            JsonNode one = new ObjectMapper().readTree(line);
            assertThat(one.get("messages").asLong()).isEqualTo(20);
            assertThat(one.get("source").get("signIn").asText()).isEqualTo("ok");
            assertThat(one.get("folders").get(0).get("destination").asText()).isEqualTo("INBOX");
            assertThat(one.get("quota").isNull()).isTrue();
        }
    }

    @Test
    void refusedMailboxShouldGiveThreeAndLeaveTheOthersAssessed() throws Exception {
        destination.password("bob", "secret");
        assertThat(assess(ExitCode.UNREACHABLE))
                .contains("bob: destination new refused: ", "1 of 2 mailboxes cannot be reached");
    }

    @Test
    void quotaThatIsTooSmallShouldGiveOne() throws Exception {
        destination.limit("bob", 100);
        assertThat(assess(ExitCode.ITEMS_FAILED)).contains("TOO SMALL", "quota");
    }

    @Test
    void stateFolderShouldNotEvenBeCreated() throws Exception {
        assess(ExitCode.OK, "--details");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** A link in a circle, because the rights of files mean nothing to root. */
    @Test
    void stateFolderThatCannotBeReadShouldNotCountAsNothingCopied() throws Exception {
        Path state = folder.resolve("state");
        Files.createSymbolicLink(state, state);
        assertThatThrownBy(() -> assess(ExitCode.OK))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("state folder " + state + ": cannot be read: ");
    }

    @Test
    void copiedItemsShouldNotCountAgainstTheQuota() throws Exception {
        long size = Stream.of(Messages.varied(20)).mapToLong(item -> item.content().size()).sum();
        destination.limit("alice", size);
        destination.limit("bob", size);
        assess(ExitCode.OK);
        run(new MigrateCommand(), ExitCode.OK);
        assertThat(assess(ExitCode.OK, "--details"))
                .contains("copied by earlier passes: 20 messages");
    }

    /** What one end has got is still to come to the other. */
    @Test
    void itemsCopiedToOneEndShouldCountAgainstTheQuotaOfAnother() throws Exception {
        secondEnd();
        archive.limit("alice", 100);
        run(new MigrateCommand(), ExitCode.UNREACHABLE);
        assertThat(assess(ExitCode.ITEMS_FAILED)).contains("TOO SMALL");
    }

    @Test
    void filesShouldBeCheckedWithoutSigningIn() throws Exception {
        source.faults().down(true);
        destination.faults().down(true);
        assertThat(assess(ExitCode.OK, "--offline"))
                .contains("acme: 2 mailboxes, stores old, new: nothing is wrong with the files");
        JsonNode route = new ObjectMapper().readTree(assess(ExitCode.OK, "--offline", "--json"));
        assertThat(route.get("mailboxes").asLong()).isEqualTo(2);
        Files.writeString(
                folder.resolve("routes/acme/mailboxes.csv"), "source,destination\nalice\n");
        assertThatThrownBy(() -> assess(ExitCode.OK, "--offline"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 2: 1 field where the header has 2");
    }

    @Test
    void mappingShouldBeCheckedWithoutSigningInAndShownInThePlan() throws Exception {
        edit(
                "steps:",
                """
                steps:
                        - bean: { ref: propertyMapping }
                """
                        .stripTrailing());
        Path mapping = folder.resolve("routes/acme/mapping.yaml");
        Files.writeString(mapping, "message:\n  folders:\n    INBOX: In\n");
        assertThat(assess(ExitCode.OK, "--details")).contains("mapping.yaml, line 3");
        source.faults().down(true);
        assess(ExitCode.OK, "--offline");
        Files.writeString(mapping, "message:\n  folders:\n    A: B\n    B: A\n");
        assertThatThrownBy(() -> assess(ExitCode.OK, "--offline"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mapping.yaml, line 3: renames go in a circle: A -> B -> A");
    }

    /** What is to be copied from names stores that nobody has. */
    @Test
    void cookbookShouldNotBeLoadedWhereItLies() throws Exception {
        Path cookbook = Files.createDirectories(folder.resolve("routes/cookbook"));
        Files.writeString(cookbook.resolve("a.camel.yaml"), "- route: { no: route }\n");
        assess(ExitCode.OK);
    }

    @Test
    void namesThatNoMailboxHasShouldBeToldOnce() throws Exception {
        try (MailboxSession session = source.signIn(Login.of("bob"), Access.WRITE)) {
            session.create(FolderPath.parse("Projects/A"), Optional.empty());
        }
        edit(
                "parameters:",
                """
                parameters:
                        excludeFolders: "Junkk,Projects,\\\\Trash"
                """
                        .stripTrailing());
        edit("mailbox:new\"", "mailbox:new\", parameters: { folderMap: map.txt }");
        Files.writeString(
                folder.resolve("routes/acme/map.txt"),
                "Sentt -> X\nProjects/** -> Old\nINBOX -> In\n");
        String lines = assess(ExitCode.OK);
        String told = "acme: no mailbox has a folder that is meant by ";
        assertThat(lines.split(told, -1)).hasSize(3);
        assertThat(lines)
                .contains(told + "excludeFolders 'Junkk'", told + "folderMap ")
                .contains("map.txt, line 1: 'Sentt -> X'");
        assertThat(assess(ExitCode.OK, "--details"))
                .contains("no folder here is meant by 'Projects'");
    }

    @Test
    void routeWithACronScheduleShouldBeLookedAtAsAnyOther() throws Exception {
        edit(
                "parameters:",
                """
                parameters:
                        scheduler: quartz
                        scheduler.cron: "0 0 2 * * ?"
                """
                        .stripTrailing());

        assertThat(assess(ExitCode.OK)).contains("Nothing stands in the way");
        run(new MigrateCommand(), ExitCode.OK);
        run(new VerifyCommand(), ExitCode.OK, "acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.yml", "acme.yaml", "acme.camel.yml", "ACME.YAML"})
    void routeFileShouldBeFoundByAnyUsualName(String name) throws Exception {
        Files.move(routeFile(), routeFile().resolveSibling(name));
        Files.writeString(routeFile().resolveSibling("servers.yaml"), "hosts:\n  - old.example\n");

        assertThat(assess(ExitCode.OK)).contains("2 mailboxes");
    }

    private Path routeFile() {
        return folder.resolve("routes/acme/acme.camel.yaml");
    }

    private void edit(String what, String by) throws IOException {
        Files.writeString(
                routeFile(),
                Files.readString(routeFile()).replaceFirst(what, Matcher.quoteReplacement(by)));
    }

    private String assess(int expected, String... arguments) throws Exception {
        return run(new AssessCommand(), expected, arguments);
    }

    private String run(Command command, int expected, String... arguments) throws Exception {
        new CommandLine(command)
                .parseArgs(
                        Printed.with(
                                arguments,
                                "--routes",
                                folder.resolve("routes").toString(),
                                "--state",
                                folder.resolve("state").toString()));
        try (TestServices services = new TestServices(command);
                Printed printed = new Printed()) {
            services.stores().add(source);
            services.stores().add(destination);
            services.stores().add(archive);
            assertThat(command.run(services)).isEqualTo(expected);
            return printed.text();
        }
    }
}
