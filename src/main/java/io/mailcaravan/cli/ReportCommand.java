package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.report.LedgerReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tells what the ledger knows. Reads only the ledger, so it starts neither Quarkus nor Camel and
 * works while a pass runs.
 */
@CommandLine.Command(
        name = "report",
        description = "Tell what the ledger knows of the named routes, without asking any store",
        footer = {
            "",
            "Exit codes: 0 all copied or skipped by a rule, 1 items failed, 2 usage or"
                    + " configuration,",
            "3 a mailbox could not be reached at its last pass, 4 one is not at its end (run"
                    + " again)."
        })
public final class ReportCommand implements Callable<Integer> {

    /** What stands for standard output, as at {@code convert}. */
    private static final String STANDARD = ConvertInput.STANDARD;

    enum Format {
        TEXT,
        HTML,
        CSV,
        JSON
    }

    @Parameters(
            paramLabel = "ROUTE",
            description = "Route ids (default: all that are in the ledger)")
    private List<String> routes = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, html, csv or json (default: text)")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: -, standard output)")
    private Path output;

    @Mixin private CommonOptions options;

    @Override
    public Integer call() throws Exception {
        try (LedgerReport ledger =
                LedgerReport.open(options.state(), LedgerPlace.configured(options))) {
            List<String> known = ledger.routes();
            // where no pass has run the report says so, whichever route was named
            List<String> chosen = known.isEmpty() ? known : chosen(known);
            if (toStandardOutput()) {
                write(ledger, chosen, System.out);
            } else {
                writeFile(ledger, chosen);
            }
            int exit = chosen.isEmpty() ? ExitCode.INTERRUPTED : ExitCode.OK;
            for (String route : chosen) {
                RouteState state = new RouteState(LeftLetters.toldIn(ledger, letters(), route));
                exit = RouteState.worse(exit, state.exitCode());
            }
            if (!toStandardOutput()) {
                System.err.println(output + " is written." + words(exit));
            }
            return exit;
        }
    }

    /** So that nobody takes the state of the mailboxes for a failure of the report. */
    private static String words(int exit) {
        String state =
                switch (exit) {
                    case ExitCode.OK -> "";
                    case ExitCode.ITEMS_FAILED -> "items failed, or folders were not gone through";
                    case ExitCode.UNREACHABLE -> "a mailbox has stopped";
                    default -> "a pass is not at its end";
                };
        return state.isEmpty() ? "" : " Exit code " + exit + " is what it says: " + state + ".";
    }

    private DeadLetters letters() {
        return DeadLetters.of(options.state());
    }

    private List<String> chosen(List<String> known) {
        for (String route : routes) {
            if (!known.contains(route)) {
                throw LedgerNames.unknown("route '" + route + "'", route, known, options.state());
            }
        }
        return routes.isEmpty() ? known : routes;
    }

    private boolean toStandardOutput() {
        return output == null || output.toString().equals(STANDARD);
    }

    private void writeFile(LedgerReport ledger, List<String> chosen) throws Exception {
        try {
            OutputFile.writePrivate(output, out -> write(ledger, chosen, out));
        } catch (IOException e) {
            throw unwritable(FileErrors.words(e));
        }
    }

    private void write(LedgerReport ledger, List<String> chosen, OutputStream to) throws Exception {
        PrintWriter out = new PrintWriter(to, false, StandardCharsets.UTF_8);
        report().write(ledger, letters(), chosen, out);
        if (out.checkError()) {
            throw unwritable("not taken to its end (disk full, or nobody reads on)");
        }
    }

    private Report report() {
        Format wanted = format != null ? format : options.json() ? Format.JSON : Format.TEXT;
        return switch (wanted) {
            case TEXT -> new ReportText();
            case HTML -> new ReportHtml();
            case CSV -> new ReportCsv();
            case JSON -> new ReportJson();
        };
    }

    private ConfigurationException unwritable(String why) {
        return new ConfigurationException(
                toStandardOutput() ? "standard output" : "--output " + output,
                "the report cannot be written: " + why,
                "");
    }
}
