package io.mailcaravan.cli;

import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.component.mailbox.RoutePass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One pass of each named route, to its end. */
@CommandLine.Command(
        name = "migrate",
        description = "One pass of each named route to its end, then exit")
public final class MigrateCommand implements Command {

    @Parameters(
            paramLabel = "ROUTE",
            description = "Route ids (default: all routes that read mailboxes)")
    private List<String> routes = List.of();

    @Mixin private CommonOptions options;

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public int run(Services services) throws Exception {
        List<MailboxRoute> chosen = services.routes(false).named(routes);
        Optional<Cluster> cluster = services.cluster();
        if (cluster.isPresent()) {
            return new ClusterRun(services, cluster.get(), chosen).migrate(options.json());
        }
        List<RoutePass> passes = new ArrayList<>();
        for (MailboxRoute route : chosen) {
            passes.add(route.consumer().newPass());
        }
        services.onStop(() -> passes.forEach(RoutePass::cancel));
        int exit = ExitCode.OK;
        for (int i = 0; i < passes.size(); i++) {
            chosen.get(i).start();
            exit =
                    Math.max(
                            exit,
                            PassRun.run(
                                    chosen.get(i),
                                    passes.get(i),
                                    services.ledger()::waitingFor,
                                    options.json()));
        }
        return exit;
    }
}
