package io.mailcaravan.cli;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.report.LedgerReport;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends failed items again, once the cause is gone. */
@CommandLine.Command(
        name = "retry",
        description =
                "Send failed items of the named routes again, from their dead letters or the source")
public final class RetryCommand implements Command {

    @Parameters(paramLabel = "ROUTE", arity = "1..*", description = "Route ids")
    private List<String> routes = List.of();

    @Mixin private CommonOptions options;

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public int run(Services services) throws Exception {
        List<String> known = known(services);
        List<MailboxRoute> chosen = services.routes(false).named(routes);
        for (String route : routes) {
            if (!known.contains(route)) {
                throw LedgerNames.unknown(
                        "route '" + route + "'", route, known, services.stateFolder());
            }
        }
        for (MailboxRoute route : chosen) {
            if (!options.json() && failed(services, route.id()) == 0) {
                System.out.println(route.id() + ": nothing has failed, so nothing is sent again");
            }
        }
        return PassRun.runAll(
                services, chosen, route -> route.consumer().newRetry(), options.json());
    }

    private static long failed(Services services, String route) throws LedgerException {
        return LedgerReport.of(services.ledger()).totals(route).failed();
    }

    /** A ledger that begins with a retry would be one in a wrong folder: there must be one. */
    private List<String> known(Services services) throws LedgerException {
        // one of its own, because a report closes the database that it reads
        LedgerDatabase database =
                services.database().embedded()
                        ? LedgerDatabase.inStateFolder(services.stateFolder())
                        : LedgerPlace.configured(options);
        try (LedgerReport ledger = LedgerReport.open(services.stateFolder(), database)) {
            return ledger.routes();
        }
    }
}
