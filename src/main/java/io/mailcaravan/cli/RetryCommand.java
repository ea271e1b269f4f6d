package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.RoutePass;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Where {@code routes/shared/dead-letter.camel.yaml} writes. */
    private static final String DEAD_LETTERS = "dead-letters";

    @Parameters(paramLabel = "ROUTE", arity = "1..*", description = "Route ids")
    private List<String> routes = List.of();

    @Mixin private CommonOptions options;

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public int run(Services services) throws Exception {
        Path deadLetters = services.stateFolder().resolve(DEAD_LETTERS);
        List<MailboxRoute> chosen = services.routes(false).named(routes);
        List<RoutePass> retries = new ArrayList<>();
        for (MailboxRoute route : chosen) {
            retries.add(route.consumer().newRetry(deadLetters));
        }
        services.onStop(() -> retries.forEach(RoutePass::cancel));
        int exit = ExitCode.OK;
        for (int i = 0; i < retries.size(); i++) {
            chosen.get(i).start();
            exit =
                    Math.max(
                            exit,
                            PassRun.run(
                                    chosen.get(i),
                                    retries.get(i),
                                    services.ledger()::waitingFor,
                                    options.json()));
        }
        return exit;
    }
}
