package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.demo.DemoMailbox;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

    @TempDir Path folder;

    @Test
    void secondDemoShouldCopyNothingAndRecogniseEverything() throws Exception {
        int messages = DemoMailbox.all().stream().mapToInt(DemoMailbox::messages).sum();
        String first = demo();
        assertThat(first).contains("demo: 3 mailboxes, 225 copied", " 0 failed");
        String second = demo("--again");
        assertThat(second)
                .contains(
                        "demo: 3 mailboxes, 0 copied (0 B), 225 recognised at the destination,",
                        " 0 failed");
        assertThat(messages).isEqualTo(225 + 4);
        assertThat(folder.resolve("demo/routes/demo.camel.yaml")).exists();
        assertThat(folder.resolve("demo/routes/mailboxes.csv")).exists();
    }

    /** What the program has once loaded starts faster from its AOT cache. */
    @Test
    void trainingShouldGoThroughLaterPassesToo() throws Exception {
        assertThat(demo(228, "--training"))
                .contains("demo: 3 mailboxes, 225 copied")
                .contains("demo: 3 mailboxes, 3 copied", "3 flags or labels changed")
                .contains("demo: 3 mailboxes, 0 copied (0 B), 0 skipped, 0 failed, 232 unchanged");
    }

    @Test
    void againShouldNeedAnEarlierDemo() {
        assertThatThrownBy(() -> demo("--again"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Run caravan demo first");
    }

    private String demo(String... arguments) throws Exception {
        return demo(225, arguments);
    }

    private String demo(long copied, String... arguments) throws Exception {
        DemoCommand command = new DemoCommand();
        CommandLine line = new CommandLine(command);
        line.parseArgs(Printed.with(arguments, "--state", folder.toString()));
        try (TestServices services = new TestServices(command);
                Printed printed = new Printed()) {
            assertThat(command.run(services)).isEqualTo(ExitCode.OK);
            List<MailboxSummary> mailboxes = LedgerReport.of(services.ledger()).mailboxes("demo");
            assertThat(mailboxes.stream().mapToLong(one -> one.totals().copied()).sum())
                    .isEqualTo(copied);
            return printed.text();
        }
    }
}
