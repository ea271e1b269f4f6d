package io.mailcaravan.component.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.camel.util.concurrent.ThreadFactoryTypeAware;

/**
 * The threads on which steps of routes run: Camel's, with its names. They are virtual, as many as
 * there are exchanges that wait in a step: a pool with an end would stand still where a step of one
 * item waits for another item. How many exchanges there are at once is bounded by the passes, and a
 * step that shall not be taken by so many has Camel's {@code throttle}.
 */
public final class RouteThreads {

    /** Those that read a source and take its items as far as the first step that waits. */
    private static final String PASSES = "mailbox-pass";

    /** Those on which items go on that a destination has answered. */
    private static final String ANSWERED = "mailbox-answered";

    private final ExecutorServiceManager threads;
    private volatile ExecutorService answered;

    /** One for a component; nothing is started yet. */
    public RouteThreads(CamelContext context) {
        threads = context.getExecutorServiceManager();
        threads.addThreadFactoryListener((source, factory) -> virtual(factory));
    }

    /** Also where {@code camel.threads.virtual.enabled} is not set. */
    private ThreadFactory virtual(ThreadFactory factory) {
        boolean alreadySo = factory instanceof ThreadFactoryTypeAware aware && aware.isVirtual();
        return !alreadySo && factory instanceof CamelThreadFactory camel && isOurs(camel.getName())
                ? task ->
                        Thread.ofVirtual()
                                .name(threads.resolveThreadName(camel.getName()))
                                .unstarted(task)
                : factory;
    }

    private static boolean isOurs(String name) {
        return name.equals(PASSES) || name.equals(ANSWERED);
    }

    public void start() {
        answered = threads.newCachedThreadPool(this, ANSWERED);
    }

    public void stop() {
        threads.shutdownGraceful(answered);
    }

    /** Lets an exchange go on; returns at once, so that a slow step holds nobody else up. */
    public void answered(Runnable onward) {
        try {
            answered.execute(onward);
        } catch (RejectedExecutionException e) {
            onward.run(); // Camel has stopped: its steps refuse the exchange, and somebody counts
            // it
        }
    }

    /** Threads for passes; whoever asks for one ends it. */
    public static ThreadFactory ofPasses(CamelContext context) {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        return task -> threads.newThread(PASSES, task);
    }
}
