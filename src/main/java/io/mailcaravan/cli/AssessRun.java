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

/**
 * A look at the mailboxes of routes, both ends of each: who can sign in, what a pass would copy
 * where, and what stands in its way. Writes nothing.
 */
final class AssessRun {

    private final Services services;
    private final boolean details;
    private final boolean json;

    /**
     * @param details whether folders, capabilities and warnings of each mailbox are told; those of
     *     a single one always are
     */
    AssessRun(Services services, boolean details, boolean json) {
        this.services = services;
        this.details = details;
        this.json = json;
    }

    /**
     * Looks, and prints what it has found.
     *
     * @return an {@link ExitCode}
     */
    int of(List<MailboxRoute> chosen) throws Exception {
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
        if (!json) {
            new AssessReport(all, atOnce).print(details || all.size() == 1);
        }
        return assessor.isCancelled() ? ExitCode.INTERRUPTED : exitCode(all);
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
        if (json) {
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
