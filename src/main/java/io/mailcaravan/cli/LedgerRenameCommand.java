package io.mailcaravan.cli;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerRename;
import io.mailcaravan.report.LedgerReport;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells the ledger a new name. Starts no Quarkus. */
@CommandLine.Command(
        name = "rename",
        description = "Tell the ledger that a route, a store or a mailbox is called otherwise now")
public final class LedgerRenameCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private What what;

    /** One of them. */
    private static final class What {
        @Option(
                names = "--route",
                arity = "2",
                paramLabel = "NAME",
                description = "A route: its old id and its new one")
        private List<String> route;

        @Option(
                names = "--store",
                arity = "2",
                paramLabel = "NAME",
                description = "A store, whichever end it is: its old name and its new one")
        private List<String> store;

        @Option(
                names = "--mailbox",
                arity = "3",
                paramLabel = "NAME",
                description = "A source mailbox: the route, its old name and its new one")
        private List<String> mailbox;
    }

    @Mixin private CommonOptions options;

    @Override
    public Integer call() throws Exception {
        LedgerReport.open(options.state(), LedgerPlace.configured(options))
                .close(); // must be there
        try (Ledger ledger = Ledger.open(options.state(), LedgerPlace.configured(options))) {
            LedgerRename rename = ledger.rename();
            if (what.route != null) {
                tell("route", what.route, rename.route(what.route.get(0), what.route.get(1)));
            } else if (what.store != null) {
                tell("store", what.store, rename.store(what.store.get(0), what.store.get(1)));
            } else {
                List<String> names = what.mailbox.subList(1, 3);
                tell(
                        "mailbox",
                        names,
                        rename.mailbox(what.mailbox.get(0), names.get(0), names.get(1)));
            }
        }
        return ExitCode.OK;
    }

    private void tell(String kind, List<String> names, long rows) {
        System.out.println(
                options.json()
                        ? Json.object(
                                "event",
                                "renamed",
                                "kind",
                                kind,
                                "before",
                                names.get(0),
                                "now",
                                names.get(1),
                                "rows",
                                rows)
                        : String.format(
                                Locale.ROOT,
                                "The ledger calls %s '%s' now '%s': %,d rows.",
                                kind,
                                names.get(0),
                                names.get(1),
                                rows));
    }
}
