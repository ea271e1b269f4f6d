package io.mailcaravan.cli;

import io.mailcaravan.cluster.Cluster;
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
        chosen.forEach(MailboxRoute::tellOddities);
        Optional<Cluster> cluster = services.cluster();
        if (cluster.isPresent()) {
            return new ClusterRun(services, cluster.get(), chosen).migrate(options.json());
        }
        return PassRun.runAll(
                services, chosen, route -> route.consumer().newPass(), options.json());
    }
}
