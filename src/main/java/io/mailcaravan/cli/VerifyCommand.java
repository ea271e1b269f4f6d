package io.mailcaravan.cli;

import io.mailcaravan.component.run.RouteVerification;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.verify.Difference;
import io.mailcaravan.verify.VerifyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares both ends item by item; changes nothing, and works while a pass runs. */
@CommandLine.Command(
        name = "verify",
        description = "Compare both ends of the named routes item by item",
        footer = {
            "",
            "Exit codes: 0 equal (skipped by a rule is fine), 1 differences or failed items,",
            "2 usage or configuration, 3 a store or mailbox could not be reached, 4 interrupted."
        })
public final class VerifyCommand implements Command {

    /** Enough to see what is wrong, few enough to be read. */
    private static final long NAMED = 20;

    @Parameters(paramLabel = "ROUTE", arity = "1..*", description = "Route ids")
    private List<String> routes = List.of();

    @Option(
            names = "--content",
            description = "Also read all messages at both ends and compare their SHA-256")
    private boolean content;

    @Option(
            names = "--all",
            description = "Name every difference, not only the first 20 of each mailbox")
    private boolean all;

    @Mixin private CommonOptions options;

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public boolean onlyReads() {
        return true;
    }

    @Override
    public int run(Services services) throws Exception {
        boolean every = all || options.json();
        List<MailboxRoute> chosen = services.routes(false).named(routes);
        List<RouteVerification> verifications = new ArrayList<>();
        for (MailboxRoute route : chosen) {
            verifications.add(
                    route.consumer().newVerification(content, every ? Long.MAX_VALUE : NAMED));
        }
        services.onStop(() -> verifications.forEach(RouteVerification::cancel));
        RouteExits exits = new RouteExits();
        for (int i = 0; i < verifications.size(); i++) {
            String route = chosen.get(i).id();
            VerifyListener output =
                    options.json()
                            ? new VerifyJson(route, System.out)
                            : new VerifyText(
                                    route, every, chosen.get(i).hasSeveralEnds(), System.out);
            List<VerifyResult> results;
            AtomicInteger compared = new AtomicInteger();
            try (StillWorking working = new StillWorking(() -> state(route, compared.get()))) {
                results = verifications.get(i).run(counting(output, compared));
            }
            verifications.get(i).remarks().forEach(output::remark);
            output.summary(results);
            results.forEach(result -> add(result, exits));
        }
        return exits.code();
    }

    private static String state(String route, int compared) {
        return "verify: " + route + ", " + ReportWords.number(compared) + " mailboxes compared";
    }

    private static RouteVerification.Listener counting(
            RouteVerification.Listener output, AtomicInteger compared) {
        return new RouteVerification.Listener() {
            @Override
            public void difference(String source, Difference difference) {
                output.difference(source, difference);
            }

            @Override
            public void finished(VerifyResult result) {
                compared.incrementAndGet();
                output.finished(result);
            }
        };
    }

    private static void add(VerifyResult result, RouteExits exits) {
        int faults = result.counts().faults() > 0 ? ExitCode.ITEMS_FAILED : ExitCode.OK;
        exits.add(
                result.stopped().map(ExitCode::of).orElse(faults),
                result.stopped().filter(MailboxException::isInterrupted).isPresent());
    }
}
