package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.testkit.Messages;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final String NASTY = "<script>alert(\"1\")</script>,\u65e5\u672c";

    @TempDir Path folder;

    private RouteFixture route;

    /** Ten messages, of which one fails and one is too large; the ledger stays in use. */
    @BeforeEach
    void pass() throws Exception {
        route = new RouteFixture(folder).consumer("maxSize: 20kB");
        route.put(NASTY, Messages.varied(9));
        route.put("INBOX", Messages.large("big", 30_000));
        route.destination.faults().refuse(item -> item.head().uid().value() == 4);
        route.start().pass();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private CommandRun report(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--state", route.stateFolder().toString()));
        return CommandRun.of(new ReportCommand(), all.toArray(String[]::new));
    }

    @Test
    void textShouldHaveMailboxesFailuresAndSkips() throws Exception {
        CommandRun run = report();
        assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(run.out())
                .containsPattern("alice@acme.example +8 +1 +1 +0 +\\S+ kB  initial, ")
                .containsPattern("total +8 +1 +1 +0 ")
                .contains("  alice@acme.example " + "<script>")
                .contains("UID 4: Store new refused")
                .containsPattern(" 1  over maxSize=20KB")
                .doesNotContain(" in new"); // where there is one end nobody asks which
    }

    @Test
    void csvShouldHaveARowAnItem() throws Exception {
        List<CSVRecord> rows = report("acme", "--format", "csv").csv();
        assertThat(rows).hasSize(10);
        CSVRecord big =
                rows.stream().filter(row -> row.get("state").equals("skipped")).toList().get(0);
        assertThat(big.get("folder")).isEqualTo("INBOX");
        assertThat(big.get("reason")).endsWith("over maxSize=20KB");
        CSVRecord failed = rows.stream().filter(row -> row.get("uid").equals("4")).toList().get(0);
        assertThat(failed.get("state")).isEqualTo("failed");
        assertThat(failed.get("dead_letter")).endsWith("/4.eml");
        assertThat(rows.get(2).get("destination_folder")).isEqualTo(rows.get(2).get("folder"));
        assertThat(rows.get(2).get("destination_mailbox")).isEqualTo(RouteFixture.MAILBOX);
    }

    @Test
    void jsonShouldHaveAnObjectALine() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : report("--json").lines()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .extracting(line -> line.get("event").asText())
                .startsWith("mailbox", "pass", "item")
                .hasSize(12);
        assertThat(lines.get(0).get("copied").asLong()).isEqualTo(8);
    }

    @Test
    void htmlShouldEscapeEveryValueAndNameTheFailure() throws Exception {
        Path file = folder.resolve("report.html");
        CommandRun run = report("--format", "html", "-o", file.toString());
        assertThat(run.out()).isEmpty();
        assertThat(run.errors())
                .isEqualTo(
                        file
                                + " is written. Exit code 1 is what it says: items failed, or folders were not gone through.\n");
        String page = Files.readString(file);
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("1 failed items", "Store new refused")
                .contains("&lt;script&gt;alert(&quot;1&quot;)")
                .doesNotContain("<script", "http://", "https://");
        assertThat(page).doesNotContain("class=\"good\"");
        assertThat(page.indexOf("1 failed items")).isLessThan(page.indexOf("<h3>Mailboxes"));
        assertThat(folder.resolve("report.html.part")).doesNotExist();
    }

    /** Its password is refused after the first pass: what was copied says nothing of the rest. */
    @Test
    void mailboxThatStoppedShouldBeNamedByEveryFormatAndTheExitCode() throws Exception {
        route.source.password(RouteFixture.MAILBOX, "other");
        route.pass();
        CommandRun text = report();
        assertThat(text.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text.out()).contains("Not at their end: 1", RouteFixture.MAILBOX + ": stopped");
        assertThat(report("--format", "html").out())
                .contains("1 of 1 mailbox not at their end", "<td>stopped</td>")
                .doesNotContain("class=\"good\"");
        assertThat(report("--json").lines().get(0)).contains("\"state\":\"stopped\"");
    }

    @Test
    void ledgerWithoutAPassShouldNotCountAsComplete() throws Exception {
        Path other = folder.resolve("other");
        Ledger.open(other).close();
        CommandRun run = CommandRun.of(new ReportCommand(), "--state", other.toString());
        assertThat(run.exit()).isEqualTo(ExitCode.INTERRUPTED);
        CommandRun named = CommandRun.of(new ReportCommand(), "acme", "--state", other.toString());
        assertThat(named.exit()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(named.out()).contains("no pass has run");
    }

    @Test
    void csvCellsShouldNotBeFormulas() throws Exception {
        for (String name : List.of("=1+1", "+x", "-x", "@x", " =x", "\t=x", "\uff1dx")) {
            route.put(name, Messages.varied(1));
        }
        route.pass();
        List<CSVRecord> rows =
                CSVFormat.RFC4180
                        .parse(new StringReader(report("--format", "csv").out()))
                        .getRecords();
        assertThat(rows).hasSizeGreaterThan(15);
        for (CSVRecord row : rows) {
            for (String cell : row) {
                assertThat(cell.strip()).doesNotContainPattern("^[=+\\-@\uff1d\\t\\r]");
            }
        }
        assertThat(rows).anySatisfy(row -> assertThat(row.get(3)).isEqualTo("'=1+1"));
    }

    @Test
    void reportShouldBeReadableForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("report.html");
        report("--format", "html", "-o", file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void dashShouldBeStandardOutput() throws Exception {
        assertThat(report("-o", "-").out()).isEqualTo(report().out()).isNotEmpty();
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void folderShouldBeRefusedInWords() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> report("-o", empty.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(empty + ": the report cannot be written: it is a folder.");
        assertThat(empty).isEmptyDirectory();
    }

    /** A link in a circle, because the rights of files mean nothing to root. */
    @Test
    void stateFolderThatCannotBeReadShouldNotBeCalledEmpty() throws Exception {
        Path state = folder.resolve("circle");
        Files.createSymbolicLink(state, state);
        assertThatThrownBy(() -> CommandRun.of(new ReportCommand(), "--state", state.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("state folder " + state + ": cannot be read: ")
                .hasMessageNotContaining("no ledger")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void unknownRouteShouldBeAMistake() {
        assertThatThrownBy(() -> report("acne"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Did you mean 'acme'?");
    }

    @Test
    void missingLedgerShouldBeAMistake() {
        assertThatThrownBy(
                        () ->
                                CommandRun.of(
                                        new ReportCommand(),
                                        "--state",
                                        folder.resolve("nothing").toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no ledger in it");
    }
}
