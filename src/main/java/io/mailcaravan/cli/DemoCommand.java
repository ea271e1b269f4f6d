package io.mailcaravan.cli;

import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.demo.DemoFolders;
import io.mailcaravan.demo.DemoMailbox;
import io.mailcaravan.demo.DemoServers;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import io.mailcaravan.store.maildir.MaildirStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One pass between two servers in this process. */
@CommandLine.Command(
        name = "demo",
        description = "Copy sample mailboxes between two small servers in this process")
public final class DemoCommand implements Command {

    private static final String ROUTE = "demo";

    private static final long SPOOL_THRESHOLD = 1 << 20;

    @Option(
            names = "--again",
            description = "Go on with what the last demo left: the second pass copies nothing")
    private boolean again;

    /** So that the AOT cache has what later passes load, too. */
    @Option(names = "--training", hidden = true)
    private boolean training;

    @Mixin private CommonOptions options;

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public Path stateFolder() {
        return options.stateHere().resolve(ROUTE);
    }

    @Override
    public Path routesFolder() {
        return new DemoFolders(stateFolder()).routes();
    }

    @Override
    public boolean readsConfiguration() {
        return false;
    }

    @Override
    public int run(Services services) throws Exception {
        List<DemoMailbox> mailboxes = DemoMailbox.all();
        DemoFolders folders = new DemoFolders(stateFolder());
        prepare(folders);
        folders.write(mailboxes);
        Spool spool = new Spool(folders.folder().resolve("spool"), SPOOL_THRESHOLD);
        MailboxStore kept = new MaildirStore("kept", folders.destination().toAbsolutePath(), spool);
        try (DemoServers servers = new DemoServers(mailboxes, spool)) {
            say("Two IMAP servers are up; filling the old one with sample mailboxes.");
            servers.fill();
            if (again) {
                servers.restore(kept);
            }
            services.stores().add(servers.source());
            services.stores().add(servers.destination());
            if (again) {
                say(
                        "Both servers are new ones, so each folder will be told as made anew; what"
                                + " the new one has got back is recognised there.");
            }
            say("Route and list of mailboxes: " + folders.routes());
            MailboxRoute route = services.routes(false).named(List.of(ROUTE)).get(0);
            int exit = pass(services, route);
            if (training) {
                servers.use();
                pass(services, route);
                pass(services, route);
            }
            report(services);
            folders.clearDestination();
            Files.createDirectories(folders.destination());
            servers.save(kept);
            if (!again && exit == ExitCode.OK) {
                say("Now try: caravan demo --again   (the second pass copies nothing)");
            }
            return exit;
        }
    }

    private void prepare(DemoFolders folders) throws IOException, LedgerException {
        if (again && !folders.isComplete()) {
            throw new ConfigurationException(
                    "demo --again",
                    "no earlier demo in " + folders.folder(),
                    "Run caravan demo first, with the same --state.");
        }
        if (!again && Files.exists(folders.folder())) {
            requireUnused(folders.folder());
            say("Clearing what the last demo left in " + folders.folder() + ".");
            folders.clear();
        }
    }

    /** Another demo may be running there. */
    private static void requireUnused(Path folder) throws IOException, LedgerException {
        try {
            Ledger.open(folder).close();
        } catch (LedgerException e) {
            if (e.retry() == Retry.LATER) {
                throw e;
            }
            // damaged: it is about to be deleted anyway
        }
    }

    private int pass(Services services, MailboxRoute route) throws Exception {
        RoutePass pass = route.consumer().newPass();
        LedgerBefore before = LedgerBefore.of(services, route);
        services.onStop(pass::cancel);
        route.start();
        List<MailboxResult> results;
        try (ProgressDisplay display =
                ProgressDisplay.start(ROUTE, pass, Optional::empty, options.json())) {
            results = pass.run();
        }
        return new PassSummary(ROUTE, results, pass.remarks(), before).print(options.json());
    }

    private void report(Services services) throws LedgerException {
        if (options.json()) {
            return;
        }
        TextTable table =
                new TextTable("SOURCE", "DESTINATION", ">COPIED", ">SIZE", ">SKIPPED", ">FAILED");
        for (MailboxSummary mailbox : LedgerReport.of(services.ledger()).mailboxes(ROUTE)) {
            table.row(
                    mailbox.mailbox(),
                    mailbox.destinationMailbox(),
                    ReportWords.number(mailbox.totals().copied()),
                    Sizes.text(mailbox.totals().copiedBytes()),
                    ReportWords.number(mailbox.totals().skipped()),
                    ReportWords.number(mailbox.totals().failed()));
        }
        System.out.println();
        System.out.println("What the ledger says of all passes so far:");
        System.out.print(table.text(""));
        System.out.println();
    }

    private void say(String text) {
        if (!options.json()) {
            System.out.println(text);
        }
    }
}
