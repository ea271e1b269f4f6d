package io.mailcaravan.cli;

import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.metrics.ProgramMeters;
import io.mailcaravan.metrics.RouteMeters;
import io.micrometer.core.instrument.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Passes by schedule, until stopped. */
@CommandLine.Command(
        name = "serve",
        description = {
            "Run passes by the routes' schedules, with health and metrics over HTTP, until stopped",
            "Ends with 0, or with 4 where a pass was under way."
        })
public final class ServeCommand implements Command {

    @Parameters(
            paramLabel = "ROUTE",
            description =
                    "Route ids (default: all that read mailboxes, but those with autoStartup: false)")
    private List<String> routes = List.of();

    @Mixin private CommonOptions options;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public int run(Services services) throws Exception {
        services.onStop(stopped::countDown);
        List<MailboxRoute> serving = new ArrayList<>();
        Optional<Cluster> cluster = services.cluster();
        for (MailboxRoute route : services.routes(cluster.isEmpty()).named(routes)) {
            if (isReady(route)) {
                serving.add(route);
            } else {
                route.remove();
            }
        }
        if (serving.isEmpty()) {
            throw new ConfigurationException(
                    "serve",
                    "there is no route to start",
                    "Configure the stores of one, or name one with autoStartup: false.");
        }
        ProgramMeters.show(Metrics.globalRegistry);
        RouteMeters meters = new RouteMeters(Metrics.globalRegistry);
        for (MailboxRoute route : serving) {
            meters.show(route.id(), route.consumer().counts());
            route.start();
            say(route.id(), "started");
            route.tellOddities();
        }
        if (cluster.isPresent()) {
            return new ClusterRun(services, cluster.get(), serving).serve(stopped);
        }
        stopped.await();
        return stop(serving);
    }

    /** A mistake in a route that was named ends the program; in another it is told once. */
    private boolean isReady(MailboxRoute route) {
        if (routes.isEmpty() && !route.startsByItself()) {
            say(route.id(), "not started: its file says autoStartup: false");
            return false;
        }
        try {
            route.source().store();
            route.consumer().settings();
            route.consumer().mailboxes();
            for (MailboxEnd destination : route.destinations()) {
                destination.checkDestination();
                route.folders(destination);
            }
            return true;
        } catch (ConfigurationException e) {
            if (!routes.isEmpty()) {
                throw e;
            }
            say(route.id(), "not started: " + e.getMessage());
            return false;
        }
    }

    /** Nothing else interrupts a pass here, so one that was is one that this stop has met. */
    private static int stop(List<MailboxRoute> serving) throws Exception {
        serving.forEach(route -> route.consumer().cancel());
        for (MailboxRoute route : serving) {
            route.stop();
        }
        return serving.stream()
                        .anyMatch(
                                route -> route.consumer().counts().passes(Outcome.INTERRUPTED) > 0)
                ? ExitCode.INTERRUPTED
                : ExitCode.OK;
    }

    private void say(String route, String what) {
        if (options.json()) {
            System.out.println(Json.object("event", "route", "route", route, "message", what));
        } else {
            System.out.println("route " + route + ": " + what);
        }
    }
}
