package io.mailcaravan.cli;

import io.mailcaravan.component.route.MailboxEnd;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The look before a pass. */
@CommandLine.Command(
        name = "assess",
        description = {
            "Look before a pass: sign-in, capabilities, folder plan, sizes, quota, time",
            "Reads only. Ends with 0 if nothing stands in the way, 1 if something does (oversize"
                    + " items, quota, folders), 2 for a mistake in the configuration, 3 if a mailbox"
                    + " cannot be reached or signed in to."
        })
public final class AssessCommand implements Command {

    @Parameters(
            paramLabel = "ROUTE",
            description = "Route ids (default: all routes that read mailboxes)")
    private List<String> routes = List.of();

    @Option(
            names = "--details",
            description = "Also print folders, capabilities and warnings of each mailbox")
    private boolean details;

    @Option(
            names = "--offline",
            description = "Check routes, lists, mappings and settings only, without signing in")
    private boolean offline;

    @Mixin private CommonOptions options;

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public boolean needsLedger() {
        return false;
    }

    @Override
    public int run(Services services) throws Exception {
        List<MailboxRoute> chosen = services.routes(false).named(routes);
        chosen.forEach(MailboxRoute::tellOddities);
        if (offline) {
            chosen.forEach(this::check);
            return ExitCode.OK;
        }
        return new AssessRun(services, details, options.json()).of(chosen);
    }

    /** Reads all that a pass would read before it signs in. */
    private void check(MailboxRoute route) {
        route.consumer().settings();
        List<String> stores = new ArrayList<>();
        stores.add(route.source().store().name());
        for (MailboxEnd end : route.named()) {
            end.checkDestination();
            stores.add(end.store().name());
            route.folders(end);
        }
        long mailboxes = route.consumer().mailboxes().size();
        if (options.json()) {
            System.out.println(
                    Json.object(
                            "event",
                            "route",
                            "route",
                            route.id(),
                            "mailboxes",
                            mailboxes,
                            "stores",
                            stores));
        } else {
            System.out.println(
                    route.id()
                            + ": "
                            + ReportWords.mailboxes(mailboxes)
                            + ", stores "
                            + String.join(", ", stores)
                            + ": nothing is wrong with the files; nobody was signed in to");
        }
    }
}
