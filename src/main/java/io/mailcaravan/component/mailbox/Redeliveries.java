package io.mailcaravan.component.mailbox;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.PluginHelper;

/**
 * Room for all items that wait to be sent again. When a connection is lost, what was in flight
 * waits at once, thousands of items; Camel's error handlers refuse more than a thousand, and these
 * would count as failed.
 */
final class Redeliveries implements AutoCloseable {

    /** More than fit into memory; each is an exchange that is there anyway. */
    private static final int MOST = 100_000;

    private final CamelContext context;
    private final Optional<ScheduledExecutorService> before;

    private Redeliveries(CamelContext context, Optional<ScheduledExecutorService> before) {
        this.context = context;
        this.before = before;
    }

    /** For error handlers that start from now on and have no thread pool of their own. */
    static Redeliveries widen(CamelContext context) {
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        int size = pools.getDefaultThreadPoolProfile().getMaxQueueSize();
        if (size < 0 || size >= MOST) {
            return new Redeliveries(context, Optional.empty()); // somebody has seen to it
        }
        ScheduledExecutorService before = PluginHelper.getErrorHandlerExecutorService(context);
        ThreadPoolProfile profile = new ThreadPoolProfile("mailbox-redelivery");
        profile.setMaxQueueSize(MOST);
        context.getCamelContextExtension()
                .addContextPlugin(
                        ScheduledExecutorService.class,
                        pools.newScheduledThreadPool(
                                context, "ErrorHandlerRedeliveryTask", profile));
        return new Redeliveries(context, Optional.ofNullable(before));
    }

    /** Camel ends the pool that it knows; the one before may still serve routes until it stops. */
    @Override
    public void close() {
        if (context.isStopping()) {
            before.ifPresent(context.getExecutorServiceManager()::shutdownNow);
        }
    }
}
