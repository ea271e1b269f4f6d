package io.mailcaravan.cli;

import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.metrics.ProgramMeters;
import io.micrometer.core.instrument.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Passes by schedule, until stopped. */
@CommandLine.Command(
        name = "serve",
        description = {
            "Run passes by the routes' schedules, with health and metrics over HTTP, until stopped",
            "Tells which route files have changed; SIGHUP has them loaded.",
            "Ends with 0, or with 4 where a pass was under way."
        })
public final class ServeCommand implements Command {

    @Parameters(
            paramLabel = "ROUTE",
            description =
                    "Route ids (default: all that read mailboxes, but those with autoStartup: false)")
    private List<String> routes = List.of();

    @Mixin private CommonOptions options;

    /** What the process is asked for. */
    private enum Asked {
        STOP,
        RELOAD
    }

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

    /** Between two looks whether files have changed. */
    private Duration tick = Duration.ofSeconds(5);

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
        services.onStop(() -> asked.add(Asked.STOP));
        Optional<Cluster> cluster = services.cluster();
        RouteLoader loaded = services.routes(cluster.isEmpty()).loader().orElseThrow();
        ServedRoutes serving = new ServedRoutes(routes, this::say);
        RouteReload reload = new RouteReload(loaded, serving, options.config(), this::say);
        serving.take(loaded.named(routes));
        if (serving.isEmpty()) {
            throw new ConfigurationException(
                    "serve",
                    "there is no route to start",
                    "Configure the stores of one, or name one with autoStartup: false.");
        }
        ProgramMeters.show(Metrics.globalRegistry);
        serving.start();
        if (cluster.isPresent()) {
            return new ClusterRun(services, cluster.get(), serving.all())
                    .serve(() -> untilStopped(reload::look, () -> {}));
        }
        reload.askedBy(services.onReload(() -> asked.add(Asked.RELOAD)));
        untilStopped(reload::look, reload::reload);
        return serving.stop() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    /** Something to be done meanwhile. */
    private interface Task {
        void run() throws InterruptedException;
    }

    private void untilStopped(Runnable look, Task reload) throws InterruptedException {
        for (; ; ) {
            Asked next = asked.poll(tick.toMillis(), TimeUnit.MILLISECONDS);
            if (next == Asked.STOP) {
                return;
            }
            if (next == Asked.RELOAD) {
                reload.run();
            } else {
                look.run();
            }
        }
    }

    /** For tests, which wait for nothing. */
    void setTick(Duration between) {
        tick = between;
    }

    private void say(String route, String what) {
        say("route", route, what);
    }

    /**
     * @param file empty where it concerns several
     */
    private void say(Path file, String what) {
        say(
                "file",
                file.toString().isEmpty() ? options.routes().toString() : file.toString(),
                what);
    }

    private void say(String about, String name, String what) {
        if (options.json()) {
            System.out.println(Json.object("event", about, about, name, "message", what));
        } else {
            System.out.println(about + " " + name + ": " + what);
        }
    }
}
