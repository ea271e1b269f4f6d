package io.mailcaravan;

import io.mailcaravan.cli.ExitCode;
import io.mailcaravan.cli.ProgramVersion;
import io.mailcaravan.cli.RouteLoader;
import io.mailcaravan.cli.Services;
import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.cluster.ClusterSettings;
import io.mailcaravan.cluster.ClusterState;
import io.mailcaravan.component.mailbox.MailboxComponent;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.store.Stores;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.arc.Arc;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.apache.camel.support.LifecycleStrategySupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Starts the parts of the program as commands ask for them. */
@Singleton
public class CaravanServices implements Services {

    /** What is under way may take this long to arrive after Ctrl-C. */
    private static final int STOP_SECONDS = 30;

    @Inject CamelRuntime runtime;

    @Inject CamelContext context;

    @ConfigProperty(name = "caravan.routes")
    String routes;

    @ConfigProperty(name = "caravan.state")
    String state;

    @Inject ProgramSettings configured;

    private static final String HANG_UP = "HUP";

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Cluster cluster;
    private volatile SignalHandler stopping;

    @Override
    public Ledger ledger() {
        return Arc.container().instance(Ledger.class).get();
    }

    @Override
    public Optional<Cluster> cluster() throws MailboxException {
        if (cluster == null) {
            Optional<ClusterSettings> settings = ConfiguredCluster.read(configured);
            if (settings.isEmpty()) {
                return Optional.empty();
            }
            Metrics.globalRegistry.config().commonTags("node", settings.get().node());
            cluster = Cluster.enter(settings.get(), ledger(), database(), version());
        }
        return Optional.of(cluster);
    }

    private static String version() {
        try {
            return ProgramVersion.number();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in the program's own jar
        }
    }

    /** Empty where this process works alone, or has not entered yet. */
    Optional<ClusterState> clusterState() {
        return Optional.ofNullable(cluster).map(Cluster::state);
    }

    @Override
    public LedgerDatabase database() {
        return Arc.container().instance(LedgerDatabase.class).get();
    }

    @Override
    public Stores stores() {
        return Arc.container().instance(Stores.class).get();
    }

    @Override
    public Routes routes(boolean scheduled) {
        context.getComponent("mailbox", MailboxComponent.class).setScheduled(scheduled);
        if (!scheduled) {
            context.addLifecycleStrategy(new WithoutServices());
        }
        // the ledger takes as long to open as Camel to start
        CompletableFuture<Ledger> opening =
                CompletableFuture.supplyAsync(this::ledger, Thread::startVirtualThread);
        runtime.start(new String[0]);
        try {
            opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
        // mailbox routes wait for their command (RouteLoader); those that they call must run
        context.setAutoStartup(true);
        return new RouteLoader(context, Path.of(routes)).load();
    }

    @Override
    public Path stateFolder() {
        return Path.of(state);
    }

    /**
     * Takes the signals over from Quarkus, which would close ledger and stores at once, under the
     * hands of what is still writing, and end the process with the signal's exit code. This way the
     * command ends by itself; a second signal ends the process where it is. A closed terminal (HUP)
     * is one of them, unless the process was started with nohup: Java leaves an ignored one
     * ignored.
     */
    @Override
    public void onStop(Runnable stop) {
        AtomicBoolean begun = new AtomicBoolean();
        stopping =
                signal -> {
                    if (!begun.compareAndSet(false, true)) {
                        say("ended at once. The next pass looks up what was on its way.");
                        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                    }
                    say(
                            "stopping: what is on its way may arrive, for "
                                    + STOP_SECONDS
                                    + " s at most. The same signal again (Ctrl-C) ends it at"
                                    + " once, which is safe, too.");
                    Thread.ofPlatform().daemon().start(this::haltWhenLate);
                    stop.run();
                };
        for (String name : List.of("INT", "TERM", HANG_UP)) {
            Signal.handle(new Signal(name), stopping);
        }
    }

    /** HUP asks for it where it does not say that the terminal was closed. */
    @Override
    public Optional<String> onReload(Runnable reload) {
        boolean inTerminal = Terminal.isThere();
        SignalHandler before =
                Signal.handle(
                        new Signal(HANG_UP),
                        signal -> {
                            if (inTerminal && !Terminal.isThere()) {
                                stopping.handle(signal);
                            } else {
                                reload.run();
                            }
                        });
        return before == SignalHandler.SIG_IGN
                ? Optional.empty()
                : Optional.of("kill -" + HANG_UP + " " + ProcessHandle.current().pid());
    }

    private static void say(String what) {
        System.err.println("caravan: " + what);
    }

    private void haltWhenLate() {
        try {
            if (!closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                say("ended: something did not arrive within " + STOP_SECONDS + " s.");
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended: nothing more is written. */
    void close() {
        closed.countDown();
    }

    /**
     * What only `serve` has a use for, and costs a command that ends by itself a tenth of its time.
     */
    private static final class WithoutServices extends LifecycleStrategySupport {
        private static final String METERS = "org.apache.camel.component.micrometer";

        @Override
        public void onContextInitialized(CamelContext context) {
            // Camel Quarkus creates it whether routes name it or not, and with it a scheduler of
            // ten threads whose end is waited for. A route that names it still gets one.
            context.removeComponent("quartz");
            // nobody scrapes the meters
            context.getRoutePolicyFactories().removeIf(WithoutServices::meters);
            List.copyOf(context.getManagementStrategy().getEventNotifiers()).stream()
                    .filter(WithoutServices::meters)
                    .forEach(context.getManagementStrategy()::removeEventNotifier);
        }

        private static boolean meters(Object service) {
            return service.getClass().getName().startsWith(METERS);
        }
    }
}
