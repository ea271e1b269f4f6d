package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code reset} and {@code ledger rename}, and the pass that follows. */
class ResetCommandTest {

    private static final String ALICE = RouteFixture.MAILBOX;

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void pass() throws Exception {
        route = new RouteFixture(folder);
        route.put("INBOX", Messages.varied(12));
        route.put("INBOX", Messages.unequalTwins("twins"));
        route.put("Projects", Messages.varied(5));
        route.start();
        assertThat(migrate("acme").exit()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void nextPassShouldAdoptWhatIsThere() throws Exception {
        route.close();
        CommandRun reset = reset("acme", "--mailbox", ALICE, "--yes");
        assertThat(reset.exit()).isZero();
        assertThat(reset.out()).contains("INBOX, to ", ": 15 copied", "Forgotten.");
        assertThat(report().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        route.restart();
        CommandRun pass = migrate("acme");
        assertThat(pass.exit()).isZero();
        assertThat(pass.out()).contains(" 0 copied", "20 recognised");
        assertThat(report().exit()).isZero();
        assertSame();
    }

    /** On a leg that only steps name, no pass notes how far it came. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- { toD: { uri: \"mailbox:${header.end}\" } }",
                "- { recipientList: { simple: { expression: \"mailbox:${header.end}\" } } }",
                "- { setHeader: { name: CamelMailboxDestination, constant: other } }\n"
                        + "              - TO"
            })
    void routeWhoseStepsNameTheEndShouldBeWholeAgain(String steps) throws Exception {
        route.step("- { setHeader: { name: end, constant: new } }").inBlock(steps).restart();
        assertThat(migrate("acme").exit()).isZero();
        route.close();
        assertThat(reset("acme", "--mailbox", ALICE, "--yes").exit()).isZero();
        assertThat(report().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        route.restart();
        CommandRun pass = migrate("acme");
        assertThat(pass.out()).contains(" 0 copied", "20 recognised");
        assertThat(pass.exit()).isZero();
        assertThat(report().exit()).isZero();
        assertThat(migrate("acme").exit()).isZero();
    }

    @Test
    void ledgerWithoutAPassShouldSayThatItHasNone() throws Exception {
        Path other = folder.resolve("other");
        Ledger.open(other).close();
        assertThatThrownBy(
                        () ->
                                CommandRun.of(
                                        new ResetCommand(),
                                        "acme",
                                        "--mailbox",
                                        ALICE,
                                        "--state",
                                        other.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("route 'acme'")
                .hasMessageContaining("The ledger has none yet. Run a pass first");
    }

    @Test
    void folderShouldBeForgottenByItself() throws Exception {
        route.close();
        assertThat(reset("acme", "--mailbox", ALICE, "--folder", "Projects", "--yes").out())
                .contains("Projects, to ")
                .doesNotContain("INBOX");
        route.restart();
        assertThat(migrate("acme").out()).contains(" 0 copied", "5 recognised", "15 unchanged");
        assertSame();
    }

    @Test
    void dryRunShouldChangeNothingAndNobodyToAskBeRefused() throws Exception {
        route.close();
        assertThat(reset("acme", "--mailbox", ALICE, "--dry-run").out())
                .contains("Nothing was changed.");
        assertThatThrownBy(() -> reset("acme", "--mailbox", ALICE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--yes");
        assertThat(report().exit()).isZero();
    }

    @Test
    void runningPassShouldBeLeftAlone() {
        assertThatThrownBy(() -> reset("acme", "--mailbox", ALICE, "--yes"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is in use by");
        assertThatThrownBy(() -> rename("--route", "acme", "acme-2"))
                .isInstanceOf(LedgerException.class);
    }

    @Test
    void unknownNameShouldBeSaidWithTheNearest() {
        assertThatThrownBy(() -> reset("acme", "--mailbox", "alice@acme.exampel", "--yes"))
                .hasMessageContaining("Did you mean 'alice@acme.example'?");
        assertThatThrownBy(() -> reset("acne", "--mailbox", ALICE, "--yes"))
                .hasMessageContaining("Did you mean 'acme'?");
        assertThatThrownBy(() -> reset("acme", "--mailbox", ALICE, "--folder", "Project", "--yes"))
                .hasMessageContaining("Did you mean 'Projects'?");
    }

    @Test
    void renamedRouteShouldGoOnWhereItWas() throws Exception {
        route.close();
        assertThat(rename("--route", "acme", "acme-2").out()).contains("'acme' now 'acme-2'");
        route.names("acme-2", "old", "new").restart();
        assertThat(migrate("acme-2").out()).contains(" 0 copied", "20 unchanged");
        assertSame();
    }

    private void assertSame() throws Exception {
        for (String path : new String[] {"INBOX", "Projects"}) {
            assertThat(route.atDestination(path))
                    .containsExactlyInAnyOrderElementsOf(route.atSource(path));
        }
    }

    private CommandRun migrate(String id) throws Exception {
        return CommandRun.of(new MigrateCommand(), route, id);
    }

    private CommandRun report() throws Exception {
        return CommandRun.of(new ReportCommand(), "--state", route.stateFolder().toString());
    }

    private CommandRun reset(String... args) throws Exception {
        return CommandRun.of(
                new ResetCommand(), Printed.with(args, "--state", route.stateFolder().toString()));
    }

    private CommandRun rename(String... args) throws Exception {
        return CommandRun.of(
                new LedgerRenameCommand(),
                Printed.with(args, "--state", route.stateFolder().toString()));
    }
}
