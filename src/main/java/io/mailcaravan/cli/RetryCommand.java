package io.mailcaravan.cli;

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
        return PassRun.runAll(
                services,
                services.routes(false).named(routes),
                route -> route.consumer().newRetry(),
                options.json());
    }
}
