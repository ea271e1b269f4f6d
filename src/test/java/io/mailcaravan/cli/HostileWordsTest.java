package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.testkit.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Names of folders and words of servers that would clear the screen, write over a line, turn the
 * direction of writing or look like a line of ours; whatever command tells them.
 */
class HostileWordsTest {

    /** What a forged line would say. */
    private static final String FORGED = "acme: 1 mailboxes, all copied";

    private static final List<String> FOLDERS =
            List.of(
                    "clear\u001b[2J",
                    "title\u001b]0;owned\u0007",
                    "c1\u009b2J",
                    "over\rwritten",
                    "line\n" + FORGED,
                    "para\u2029" + FORGED,
                    "turn\u202egpj.exe",
                    "isolate\u2067txt",
                    "mark\u200f\u061c",
                    "back\b\b\bspace",
                    "delete\u007f",
                    "html<script>",
                    "=HYPERLINK(\"x\")");

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void pass() throws Exception {
        route = new RouteFixture(folder);
        for (String name : FOLDERS) {
            route.put(name, Messages.varied(3));
        }
        route.put("refused\u001b[1A", Messages.varied(2));
        route.destination.faults().refuse(item -> item.head().uid().value() == 2);
        route.start();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCommandShouldPrintWhatSteersNothing() {
        String state = route.stateFolder().toString();
        return Stream.of(
                test("migrate", () -> run(new MigrateCommand(), "acme")),
                test("migrate --json", () -> run(new MigrateCommand(), "acme", "--json")),
                test("verify", () -> run(new VerifyCommand(), "acme", "--all")),
                test("verify --json", () -> run(new VerifyCommand(), "acme", "--json")),
                test("report", () -> report("--state", state)),
                test("report csv", () -> report("--state", state, "--format", "csv")),
                test("report html", () -> report("--state", state, "--format", "html")),
                test("report --json", () -> report("--state", state, "--json")),
                test("retry", () -> run(new RetryCommand(), "acme")));
    }

    private static DynamicTest test(String name, Callable<String> output) {
        return DynamicTest.dynamicTest(name, () -> assertHarmless(output.call()));
    }

    private static void assertHarmless(String printed) {
        assertThat(printed).isNotEmpty();
        assertThat(printed.lines().filter(line -> line.startsWith(FORGED))).isEmpty();
        assertThat(
                        printed.codePoints()
                                .filter(HostileWordsTest::steers)
                                .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    private static boolean steers(int c) {
        return (c != '\n' && Character.isISOControl(c))
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    private String report(String... arguments) throws Exception {
        ReportCommand command = new ReportCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return printed(command);
    }

    private String run(Command command, String... arguments) throws Exception {
        new CommandLine(command).parseArgs(arguments);
        return printed(() -> command.run(CommandRun.services(route)));
    }

    /** Both streams, as the program sets them up; carriage returns are only CSV's line ends. */
    private static String printed(Callable<Integer> command) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream both = new PrintableStream(bytes, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            command.call();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @TestFactory
    Stream<DynamicTest> errorsShouldPrintWhatSteersNothing() {
        return FOLDERS.stream()
                .map(
                        name ->
                                test(
                                        name.replaceAll("\\p{C}.*", ""),
                                        () ->
                                                printed(
                                                        () -> {
                                                            System.err.println(
                                                                    "caravan: "
                                                                            + error(name)
                                                                                    .explanation());
                                                            error(name).printStackTrace();
                                                            new IllegalStateException(name)
                                                                    .printStackTrace();
                                                            System.out.printf(
                                                                    "%s%n",
                                                                    name.replace('\n', ' '));
                                                            return 0;
                                                        })));
    }

    private static MailboxException error(String words) {
        return new MailboxException(
                MailboxException.Scope.FOLDER, MailboxException.Retry.NEVER, "Folder " + words, "");
    }
}
