package io.mailcaravan.cli;

import io.mailcaravan.assess.AssessJob;
import io.mailcaravan.assess.Assessor;
import io.mailcaravan.assess.End;
import io.mailcaravan.assess.MailboxAssessment;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.PassSettings;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<MailboxRoute, List<AssessJob>> jobs = new HashMap<>();
        for (MailboxRoute route : chosen) {
            jobs.put(route, jobs(route, copied(services, route)));
        }
        Assessor assessor = new Assessor();
        services.onStop(assessor::cancel);
        List<MailboxAssessment> all = new ArrayList<>();
        int atOnce = 1;
        int expected = jobs.values().stream().mapToInt(List::size).sum();
        try (StillWorking working = new StillWorking(() -> state(assessor, expected))) {
            for (MailboxRoute route : chosen) {
                atOnce = route.source().getConfiguration().getMaxConcurrentMailboxes();
                all.addAll(assessor.assess(jobs.get(route), atOnce, this::tell));
            }
        }
        if (!options.json()) {
            new AssessReport(all, atOnce).print(details || all.size() == 1);
        }
        return assessor.isCancelled() ? ExitCode.INTERRUPTED : exitCode(all);
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

    private static String state(Assessor assessor, int expected) {
        return "assess: "
                + ReportWords.number(assessor.finished())
                + " of "
                + ReportWords.number(expected)
                + " mailboxes looked at, "
                + ReportWords.number(assessor.listed())
                + " messages listed";
    }

    private void tell(MailboxAssessment assessment) {
        if (options.json()) {
            System.out.println(AssessJson.text(assessment));
        }
    }

    private static List<AssessJob> jobs(MailboxRoute route, Map<Leg, Map<String, Totals>> copied) {
        PassSettings settings = route.consumer().settings();
        List<MailboxEnd> destinations = route.destinations();
        if (destinations.isEmpty()) {
            if (route.choosesByStep()) {
                throw new ConfigurationException(
                        "route " + route.id(),
                        "its steps choose the mailbox of each message, so that there is none to"
                                + " look at before a pass",
                        "Name other routes; 'caravan migrate' says what is in the way of this one.");
            }
            throw new ConfigurationException(
                    "route " + route.id(),
                    "no step sends to a store",
                    "Add a step to: mailbox:STORE with the store's name as it is in"
                            + " application.properties.");
        }
        List<AssessJob> jobs = new ArrayList<>();
        for (MailboxPair pair : route.consumer().mailboxes()) {
            for (MailboxEnd destination : destinations) {
                Login login = route.consumer().login(destination, pair);
                Leg leg = new Leg(destination.store().name(), login.mailbox());
                Totals before =
                        copied.getOrDefault(leg, Map.of()).getOrDefault(pair.source(), Totals.NONE);
                jobs.add(
                        new AssessJob(
                                route.id(),
                                new End(
                                        route.source().store(),
                                        new Login(pair.source(), pair.sourcePassword())),
                                new End(destination.store(), login),
                                cancelling ->
                                        route.consumer().admitLook(destination, cancelling)::close,
                                settings.folders(),
                                settings.items(),
                                route.folders(destination),
                                destination.createsFolders(),
                                before.copied(),
                                before.copiedBytes()));
            }
        }
        return jobs;
    }

    /**
     * What earlier passes have copied to each end, by source mailbox; without taking the ledger
     * from whoever works with it.
     */
    private static Map<Leg, Map<String, Totals>> copied(Services services, MailboxRoute route)
            throws MailboxException {
        Map<Leg, Map<String, Totals>> copied = new HashMap<>();
        String store = route.source().store().name();
        Optional<LedgerReport> ledger =
                LedgerReport.find(services.stateFolder(), services.database());
        if (ledger.isPresent()) {
            try (LedgerReport report = ledger.get()) {
                for (MailboxSummary mailbox : report.mailboxes(route.id())) {
                    if (mailbox.store().equals(store)) {
                        mailbox.legs()
                                .forEach(
                                        (leg, totals) ->
                                                copied.computeIfAbsent(leg, none -> new HashMap<>())
                                                        .put(mailbox.mailbox(), totals));
                    }
                }
            }
        }
        return copied;
    }

    private static int exitCode(List<MailboxAssessment> all) {
        if (all.stream().anyMatch(one -> !one.reachable())) {
            return ExitCode.UNREACHABLE;
        }
        return all.stream().allMatch(one -> one.blocking().isEmpty())
                ? ExitCode.OK
                : ExitCode.ITEMS_FAILED;
    }
}
