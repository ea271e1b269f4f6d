package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyAndRetryCommandTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void start() throws Exception {
        route = new RouteFixture(folder);
        route.put("INBOX", Messages.varied(30));
        route.start();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void equalMailboxesShouldTakeOneLineEach() throws Exception {
        route.pass();
        CommandRun run = CommandRun.of(new VerifyCommand(), route, "acme", "--content");
        assertThat(run.exit()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "alice@acme.example equal 30 messages",
                        "acme: 1 mailbox, 30 messages equal, 0 differences (0 failed), 0"
                                + " repaired, 0 skipped, 0 only at the destination");
    }

    @Test
    void firstTwentyDifferencesShouldBeNamedAndTheRestCounted() throws Exception {
        CommandRun run = CommandRun.of(new VerifyCommand(), route, "acme");
        assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(run.lines()).hasSize(23);
        assertThat(run.lines().get(0))
                .isEqualTo("alice@acme.example: 30 not copied yet, equal 0 messages");
        assertThat(run.lines().get(1))
                .isEqualTo("  not copied yet: INBOX UID 1 <varied.0@test.example>");
        assertThat(run.lines().get(21)).isEqualTo("  and 10 more; --all names them");
    }

    @Test
    void allShouldNameEveryDifference() throws Exception {
        CommandRun run = CommandRun.of(new VerifyCommand(), route, "acme", "--all");
        assertThat(run.lines())
                .hasSize(32)
                .contains(
                        "alice@acme.example: not copied yet: INBOX UID 30"
                                + " <varied.29@test.example>");
    }

    @Test
    void jsonShouldHaveALineADifferenceAMailboxAndARoute() throws Exception {
        CommandRun run = CommandRun.of(new VerifyCommand(), route, "acme", "--json");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.lines()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSize(32);
        assertThat(lines.get(0).get("kind").asText()).isEqualTo("not-copied");
        assertThat(lines.get(0).get("messageId").asText()).isEqualTo("<varied.0@test.example>");
        assertThat(lines.get(30).get("byKind").get("not-copied").asLong()).isEqualTo(30);
        assertThat(lines.get(31).get("event").asText()).isEqualTo("summary");
    }

    @Test
    void unreachableMailboxShouldEndWithThree() throws Exception {
        route.pass();
        route.destination.password(RouteFixture.MAILBOX, "changed");
        CommandRun run = CommandRun.of(new VerifyCommand(), route, "acme");
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.lines().get(0))
                .startsWith("alice@acme.example stopped: Store new refused the sign-in");
    }

    @Test
    void retryShouldCountAndEndAsMigrateDoes() throws Exception {
        route.destination.faults().refuse(item -> item.head().uid().value() > 27);
        route.pass();
        CommandRun again = CommandRun.of(new RetryCommand(), route, "acme");
        assertThat(again.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(again.out()).startsWith("acme: 1 mailbox, 0 copied (0 B), 0 skipped, 3 failed");
        route.destination.faults().clear();
        CommandRun cured = CommandRun.of(new RetryCommand(), route, "acme");
        assertThat(cured.exit()).isZero();
        assertThat(cured.out()).startsWith("acme: 1 mailbox, 3 copied");
        assertThat(CommandRun.of(new VerifyCommand(), route, "acme", "--content").exit()).isZero();
    }

    @Test
    void retryShouldSayWhereNothingHasFailed() throws Exception {
        route.pass();
        CommandRun run = CommandRun.of(new RetryCommand(), route, "acme");
        assertThat(run.exit()).isZero();
        assertThat(run.lines().get(0))
                .isEqualTo("acme: nothing has failed, so nothing is sent again");
        assertThat(CommandRun.of(new RetryCommand(), route, "acme", "--json").out())
                .doesNotContain("nothing has failed");
    }

    @Test
    void retryShouldBeginNoLedger() throws Exception {
        CommandRoutes.write(folder.resolve("customer"), "acme", "");
        assertRetryRefused("no ledger in it. Run a pass first");
        assertThat(folder.resolve("customer/state")).doesNotExist();
        Ledger.open(folder.resolve("customer/state")).close();
        assertRetryRefused("route 'acme': nothing of it is in the ledger of ");
    }

    private void assertRetryRefused(String words) throws Exception {
        Path customer = folder.resolve("customer");
        RetryCommand command = new RetryCommand();
        new CommandLine(command)
                .parseArgs(
                        "acme",
                        "--routes",
                        customer.resolve("routes").toString(),
                        "--state",
                        customer.resolve("state").toString());
        try (TestServices services = new TestServices(command)) {
            services.stores().add(new MemoryStore("old"));
            services.stores().add(new MemoryStore("new"));
            assertThatThrownBy(() -> command.run(services))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(words);
        }
    }
}
