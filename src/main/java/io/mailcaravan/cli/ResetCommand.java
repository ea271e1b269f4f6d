package io.mailcaravan.cli;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerReset.Forgotten;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the ledger forget a mailbox. Starts neither Quarkus nor Camel, and asks no store. */
@CommandLine.Command(
        name = "reset",
        description =
                "Forget what the ledger knows of a mailbox; the next pass looks what is there")
public final class ResetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ROUTE", description = "Route id")
    private String route;

    @Option(
            names = "--mailbox",
            required = true,
            paramLabel = "MAILBOX",
            description = "Source mailbox, as mailboxes.csv names it")
    private String mailbox;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Only this folder of the source, without those below it")
    private String folder;

    @Mixin private Consent consent;

    @Mixin private CommonOptions options;

    @Override
    public Integer call() throws Exception {
        Optional<FolderPath> chosen = Optional.ofNullable(folder).map(FolderPath::parse);
        check(chosen);
        try (Ledger ledger = Ledger.open(options.state(), LedgerPlace.configured(options))) {
            List<Forgotten> found = ledger.reset().look(route, mailbox, chosen);
            boolean done = false;
            if (!options.json()) {
                found.forEach(one -> System.out.println(line(one)));
            }
            if (consent.given("Forget this? Neither mailbox is touched.")) {
                ledger.reset().run(route, mailbox, chosen);
                done = true;
            }
            tell(found, done);
        }
        return ExitCode.OK;
    }

    /** Without taking the state folder, which would be made where it is missing. */
    private void check(Optional<FolderPath> chosen) throws MailboxException {
        try (LedgerReport report =
                LedgerReport.open(options.state(), LedgerPlace.configured(options))) {
            TreeSet<String> names = new TreeSet<>();
            TreeSet<String> folders = new TreeSet<>();
            for (MailboxSummary one : report.mailboxes(route)) {
                names.add(one.mailbox());
                if (one.mailbox().equals(mailbox)) {
                    report.folders(route, one.store(), mailbox)
                            .forEach(known -> folders.add(known.path().toString()));
                }
            }
            if (names.isEmpty()) {
                throw unknown("route '" + route + "'", route, new TreeSet<>(report.routes()));
            }
            if (!names.contains(mailbox)) {
                throw unknown("mailbox '" + mailbox + "' of route " + route, mailbox, names);
            }
            if (chosen.isPresent() && !folders.contains(chosen.get().toString())) {
                throw unknown("folder '" + folder + "' of " + mailbox, folder, folders);
            }
        }
    }

    private ConfigurationException unknown(String what, String name, Set<String> known) {
        return LedgerNames.unknown(what, name, known, options.state());
    }

    private static String line(Forgotten one) {
        Totals totals = one.totals();
        return String.format(
                Locale.ROOT,
                "  %s, to %s: %,d copied, %,d skipped, %,d failed, %,d on their way",
                one.folder(),
                one.leg(),
                totals.copied(),
                totals.skipped(),
                totals.failed(),
                totals.pending());
    }

    private void tell(List<Forgotten> found, boolean done) {
        Totals totals = found.stream().map(Forgotten::totals).reduce(Totals.NONE, Totals::plus);
        if (options.json()) {
            System.out.println(
                    Json.object(
                            "event",
                            "reset",
                            "route",
                            route,
                            "mailbox",
                            mailbox,
                            "folder",
                            folder,
                            "done",
                            done,
                            "copied",
                            totals.copied(),
                            "skipped",
                            totals.skipped(),
                            "failed",
                            totals.failed(),
                            "pending",
                            totals.pending()));
            return;
        }
        System.out.println(
                done
                        ? "Forgotten. The next pass recognises what is at the destination, unless the"
                                + " route says adopt=false: then it copies all again."
                        : "Nothing was changed.");
    }
}
