package io.mailcaravan.cli;

import java.nio.file.Path;
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
        return PassRun.runAll(
                services,
                services.routes(false).named(routes),
                route -> route.consumer().newRetry(deadLetters),
                options.json());
    }
}
