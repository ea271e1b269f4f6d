package io.mailcaravan.cli;

import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.cluster.ClusterPass;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What commands do on a node of a cluster; their words and exit codes are the same. */
final class ClusterRun {

    private final Services services;
    private final Cluster cluster;
    private final List<MailboxRoute> routes;

    ClusterRun(Services services, Cluster cluster, List<MailboxRoute> routes) {
        this.services = services;
        this.cluster = cluster;
        this.routes = routes;
    }

    /** One pass of each route, with all nodes; ends when the pass has, whoever did it. */
    int migrate(boolean json) throws Exception {
        AtomicReference<Optional<ClusterPass>> running = new AtomicReference<>(Optional.empty());
        CountDownLatch stopping = new CountDownLatch(1);
        services.onStop(
                () -> {
                    stopping.countDown();
                    cluster.drain();
                    running.get().ifPresent(ClusterPass::cancel);
                });
        RouteExits exits = new RouteExits();
        try (cluster) {
            for (MailboxRoute route : routes) {
                route.consumer().settings(); // a mistake shows before others are told of the pass
                route.start();
                cluster.join(route.consumer(), false);
            }
            cluster.start();
            for (MailboxRoute route : routes) {
                ClusterPass pass = cluster.begin(route.id());
                running.set(Optional.of(pass));
                if (stopping.getCount() == 0) {
                    pass.cancel();
                }
                PassRun.run(route, pass, services, json, exits);
            }
        }
        return exits.code();
    }

    /** Waits until the node is to stop. */
    interface Wait {
        void await() throws InterruptedException;
    }

    /** Passes by schedule, until stopped. */
    int serve(Wait stopped) throws Exception {
        boolean idle;
        try (cluster) {
            for (MailboxRoute route : routes) {
                cluster.join(route.consumer(), true);
            }
            cluster.start();
            stopped.await();
            idle = cluster.state().mailboxes() == 0;
            cluster.drain();
        }
        for (MailboxRoute route : routes) {
            route.stop();
        }
        return idle ? ExitCode.OK : ExitCode.INTERRUPTED;
    }
}
