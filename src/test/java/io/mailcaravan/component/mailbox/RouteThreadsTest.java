package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.RouteThreads;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps run on Camel's threads, and one that is slow holds nobody else up. */
class RouteThreadsTest {

    /** In several batches at most, so that some of them go together. */
    private static final int ITEMS = 20;

    @TempDir Path folder;

    /** All are in the step behind the append at once, also those of one batch. */
    @Test
    void stepBehindTheAppendShouldHoldUpNoOtherItem() throws Exception {
        CountDownLatch read = new CountDownLatch(ITEMS);
        CountDownLatch there = new CountDownLatch(ITEMS);
        try (RouteFixture route = new RouteFixture(folder)) {
            route.put(
                    "INBOX",
                    IntStream.range(0, ITEMS).mapToObj(Messages::numbered).toArray(Item[]::new));
            route.destination
                    .faults()
                    .failAppends(
                            () -> {
                                await(read); // until then items gather for the next batch
                                return AppendFault.NONE;
                            });
            bind(route, "read", exchange -> read.countDown());
            bind(
                    route,
                    "slow",
                    exchange -> {
                        there.countDown();
                        await(there);
                    });
            route.step("- process: { ref: read }")
                    .inBlock("- pipeline: { steps: [ TO, { process: { ref: slow } } ] }");

            MailboxResult result = route.start().passOfAlice();

            assertThat(result.stopped()).isEmpty();
            assertThat(result.counts().copied()).isEqualTo(ITEMS);
        }
    }

    /** As the documentation has it. */
    @Test
    void throttleShouldBoundHowManyAreInAStep() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (RouteFixture route = new RouteFixture(folder)) {
            route.put(
                    "INBOX",
                    IntStream.range(0, 500).mapToObj(Messages::numbered).toArray(Item[]::new));
            bind(
                    route,
                    "slow",
                    exchange -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                    });
            route.inBlock(
                    "- pipeline: { steps: [ TO, { throttle: { mode: ConcurrentRequests, constant: 2"
                            + " } }, { process: { ref: slow } } ] }");
            assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(500);
            assertThat(most.get()).isBetween(1, 2);
        }
    }

    /** The steps before the append, those behind it, and those of the error handling. */
    @Test
    void allStepsShouldRunOnThreadsOfCamel() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (RouteFixture route = new RouteFixture(folder)) {
            for (String path : new String[] {"INBOX", "One", "Two"}) {
                route.put(
                        path,
                        IntStream.range(0, 200).mapToObj(Messages::numbered).toArray(Item[]::new));
            }
            Item bad = Messages.plain("bad");
            route.put("Bad", bad);
            route.destination
                    .faults()
                    .refuse(item -> item.content().size() == bad.content().size());
            route.context()
                    .getCamelContextExtension()
                    .addInterceptStrategy(
                            (context, definition, target, next) ->
                                    new Told(target, definition.getShortName(), names));
            bind(route, "after", exchange -> {});

            MailboxResult result =
                    route.inBlock("- pipeline: { steps: [ TO, { process: { ref: after } } ] }")
                            .start()
                            .passOfAlice();

            assertThat(result.counts().copied()).isEqualTo(600);
            assertThat(result.counts().failed()).isEqualTo(1);
            String camel = "Camel \\(" + route.context().getName() + "\\) thread #\\d+ - ";
            assertThat(names)
                    .allMatch(name -> name.matches("\\w+ on " + camel + "mailbox-(pass|answered)"))
                    .anyMatch(name -> name.matches("to on " + camel + "mailbox-pass"))
                    .anyMatch(name -> name.matches("process on " + camel + "mailbox-answered"))
                    .anyMatch(name -> name.matches("setHeader on " + camel + "mailbox-answered"));
        }
    }

    private static final class Told extends DelegateAsyncProcessor {
        private final String step;
        private final Set<String> names;

        Told(Processor target, String step, Set<String> names) {
            super(target);
            this.step = step;
            this.names = names;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            names.add(step + " on " + Thread.currentThread().getName());
            return super.process(exchange, callback);
        }
    }

    @Test
    void exchangeShouldGoOnWhereItIsWhenCamelHasStopped() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            RouteThreads threads = new RouteThreads(context);
            threads.start();
            CompletableFuture<Thread> running = new CompletableFuture<>();
            threads.answered(() -> running.complete(Thread.currentThread()));
            assertThat(running.join().isVirtual()).isTrue();
            assertThat(running.join().getName()).contains(context.getName(), "mailbox-answered");
            threads.stop();
            CompletableFuture<Thread> stopped = new CompletableFuture<>();
            threads.answered(() -> stopped.complete(Thread.currentThread()));
            assertThat(stopped).isCompletedWithValue(Thread.currentThread());
        }
    }

    private static void bind(RouteFixture route, String name, Processor step) {
        route.context().getRegistry().bind(name, step);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
