package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.store.Stores;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine;

/** What a command printed and ended with, run on a {@link RouteFixture}. */
public record CommandRun(int exit, String out, String errors) {

    public static CommandRun of(Command command, RouteFixture route, String... args)
            throws Exception {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return captured(() -> command.run(services(route)));
    }

    /** One that needs no services. */
    public static CommandRun of(Callable<Integer> command, String... args) throws Exception {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return captured(command);
    }

    private static CommandRun captured(Callable<Integer> command) throws Exception {
        try (Printed printed = new Printed()) {
            int exit = command.call();
            return new CommandRun(exit, printed.text(), printed.errors());
        }
    }

    /** The rows of a CSV by the names in its first line. */
    List<CSVRecord> csv() throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(out))
                .getRecords();
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    static Services services(RouteFixture route) {
        return new Services() {
            @Override
            public LedgerDatabase database() {
                return LedgerDatabase.inStateFolder(route.stateFolder());
            }

            @Override
            public Ledger ledger() {
                return route.ledger();
            }

            @Override
            public Stores stores() {
                throw new UnsupportedOperationException("these commands go through routes");
            }

            @Override
            public Routes routes(boolean scheduled) {
                return ids ->
                        ids.stream()
                                .map(
                                        id ->
                                                new MailboxRoute(
                                                        route.context(),
                                                        route.context().getRoute(id),
                                                        false))
                                .toList();
            }

            @Override
            public Path stateFolder() {
                return route.stateFolder();
            }

            @Override
            public void onStop(Runnable stop) {}
        };
    }
}
