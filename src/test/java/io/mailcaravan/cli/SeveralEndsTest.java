package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox that goes to two stores, of which the second refuses three of twelve messages. */
class SeveralEndsTest {

    private static final String BOTH =
            "- pipeline: { steps: [ TO, { to: { uri: \"mailbox:archive\" } } ] }";

    @TempDir Path folder;

    private final MemoryStore archive = new MemoryStore("archive");
    private RouteFixture route;

    @BeforeEach
    void pass() throws Exception {
        route = new RouteFixture(folder).impatient().further(archive).inBlock(BOTH);
        route.put("INBOX", Messages.varied(12));
        archive.faults().refuse(item -> item.head().uid().value() % 4 == 0);
        route.start().pass();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private CommandRun report(String format) throws Exception {
        return CommandRun.of(
                new ReportCommand(),
                "acme",
                "--format",
                format,
                "--state",
                route.stateFolder().toString());
    }

    @Test
    void textShouldCountAndNameEachEnd() throws Exception {
        assertThat(report("text").out())
                .containsPattern(RouteFixture.MAILBOX + " +21 +0 +3 +0 ")
                .containsPattern("  to " + RouteFixture.MAILBOX + " in new +12 +0 +0 +0 ")
                .containsPattern("  to " + RouteFixture.MAILBOX + " in archive +9 +0 +3 +0 ")
                .contains("INBOX UID 4 (to " + RouteFixture.MAILBOX + " in archive): ");
    }

    @Test
    void pageShouldCountAndNameEachEnd() throws Exception {
        assertThat(report("html").out())
                .containsPattern("<td>to " + RouteFixture.MAILBOX + " in new</td><td[^>]*>12<")
                .containsPattern("<td>to " + RouteFixture.MAILBOX + " in archive</td><td[^>]*>9<")
                .containsPattern(">8</td><td>" + RouteFixture.MAILBOX + " in archive</td>");
    }

    @Test
    void tablesForProgramsShouldNameTheEndOfEachItemWhateverBecameOfIt() throws Exception {
        List<CSVRecord> rows = report("csv").csv();
        assertThat(rows.stream().filter(row -> row.get("destination_store").equals("new")))
                .hasSize(12);
        assertThat(rows.stream().filter(row -> row.get("state").equals("failed")))
                .hasSize(3)
                .allSatisfy(
                        row -> {
                            assertThat(row.get("destination_store")).isEqualTo("archive");
                            assertThat(row.get("destination_mailbox"))
                                    .isEqualTo(RouteFixture.MAILBOX);
                        });
        JsonNode mailbox = new ObjectMapper().readTree(report("json").lines().get(0));
        assertThat(mailbox.get("ends"))
                .extracting(
                        end -> end.get("destinationStore").asText(),
                        end -> end.get("copied").asLong())
                .containsExactlyInAnyOrder(tuple("new", 12L), tuple("archive", 9L));
    }

    @Test
    void verificationShouldNameTheEndOfEachDifference() throws Exception {
        CommandRun verify = CommandRun.of(new VerifyCommand(), route, "acme");
        assertThat(verify.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(verify.out())
                .contains("failed: INBOX UID 4 (to " + RouteFixture.MAILBOX + " in archive)")
                .doesNotContain(" in new)");
        List<String> lines = CommandRun.of(new VerifyCommand(), route, "acme", "--json").lines();
        assertThat(new ObjectMapper().readTree(lines.get(0)).get("destinationStore").asText())
                .isEqualTo("archive");
    }
}
