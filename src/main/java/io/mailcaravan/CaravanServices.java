package io.mailcaravan;

import io.mailcaravan.cli.RouteLoader;
import io.mailcaravan.cli.Services;
import io.mailcaravan.component.mailbox.MailboxComponent;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.store.Stores;
import io.quarkus.arc.Arc;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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

    private static final CountDownLatch ENDED = new CountDownLatch(1);

    private volatile int exit;

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Ledger ledger() {
        return Arc.container().instance(Ledger.class).get();
    }

    @Override
    public Stores stores() {
        return Arc.container().instance(Stores.class).get();
    }

    @Override
    public Routes routes(boolean scheduled) {
        context.getComponent("mailbox", MailboxComponent.class).setScheduled(scheduled);
        runtime.start(new String[0]);
        // mailbox routes wait for their command (RouteLoader); those that they call must run
        context.setAutoStartup(true);
        return new RouteLoader(context, Path.of(routes)).load();
    }

    @Override
    public Path stateFolder() {
        return Path.of(state);
    }

    @Override
    public void onStop(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop)));
    }

    private void stop(Runnable stop) {
        stop.run();
        try {
            if (closed.await(STOP_SECONDS, TimeUnit.SECONDS)
                    && ENDED.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                // a process that a signal ends has the signal's code, but scripts want the
                // command's
                Runtime.getRuntime().halt(exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended: nothing more is written. */
    void close(int code) {
        exit = code;
        closed.countDown();
    }

    /** Quarkus has stopped. */
    static void ended() {
        ENDED.countDown();
    }
}
