package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {

    private final MemoryStore source = new MemoryStore("old");
    private final MemoryStore destination = new MemoryStore("new");

    @TempDir Path folder;

    @BeforeEach
    void mailboxes() throws MailboxException {
        try (MailboxSession session = source.signIn(Login.of("alice"), Access.WRITE)) {
            session.append(FolderPath.INBOX, List.of(Messages.varied(40)));
        }
    }

    @Test
    void passShouldBeginByItselfAndStoppingShouldEndWithZero() throws Exception {
        CommandRoutes.write(folder, "acme", "");
        ServeCommand command = command();
        try (TestServices services = services(command);
                Printed printed = new Printed()) {
            CompletableFuture<Integer> exit = run(command, services);
            await().until(() -> passes(services, "acme") == 1);
            assertThat(consumer(services, "acme").counts().copied()).isEqualTo(40);
            services.interrupt();
            assertThat(exit.join()).isEqualTo(ExitCode.OK);
            assertThat(printed.text()).contains("route acme: started");
        }
    }

    @Test
    void twoRoutesShouldReadOneStoreWithTheSameOptions() throws Exception {
        CommandRoutes.write(folder, "acme", "");
        CommandRoutes.write(folder, "other", "");
        Files.writeString(
                folder.resolve("routes/other/mailboxes.csv"),
                "source,destination\nalice,elsewhere\n");
        ServeCommand command = command();
        try (TestServices services = services(command);
                Printed printed = new Printed()) {
            CompletableFuture<Integer> exit = run(command, services);
            await().until(() -> passes(services, "acme") == 1 && passes(services, "other") == 1);
            services.interrupt();
            assertThat(exit.join()).isEqualTo(ExitCode.OK);
            assertThat(printed.text()).contains("route acme: started", "route other: started");
        }
    }

    /** Camel asks only those consumers whose routes start by themselves. */
    @Test
    void healthShouldTellAStoreThatIsAwayThoughThereIsNothingToCopy() throws Exception {
        CommandRoutes.write(folder, "acme", "");
        ServeCommand command = command();
        destination
                .faults()
                .failNextSignIn(
                        new MailboxException(Scope.STORE, Retry.NEVER, "it is away", "Wait."));
        try (TestServices services = services(command);
                Printed printed = new Printed()) {
            ConsumersHealthCheckRepository health = new ConsumersHealthCheckRepository();
            health.setCamelContext(services.context());
            CompletableFuture<Integer> exit = run(command, services);
            await().until(
                            () ->
                                    services.context().getRoute("acme") != null
                                            && consumer(services, "acme")
                                                            .counts()
                                                            .passes(Outcome.STOPPED)
                                                    == 1);
            await().untilAsserted(
                            () ->
                                    assertThat(health.stream())
                                            .anySatisfy(
                                                    check -> {
                                                        HealthCheck.Result now =
                                                                check.call(Map.of());
                                                        assertThat(now.getState())
                                                                .isEqualTo(HealthCheck.State.DOWN);
                                                        assertThat(now.getMessage())
                                                                .hasValue("it is away");
                                                    }));
            services.interrupt();
            exit.join();
        }
    }

    @Test
    void routeThatShallNotStartByItselfShouldOnlyStartWhenNamed() throws Exception {
        CommandRoutes.write(folder, "acme", "");
        CommandRoutes.write(folder, "later", "autoStartup: \"false\"");
        ServeCommand all = command();
        try (TestServices services = services(all);
                Printed printed = new Printed()) {
            CompletableFuture<Integer> exit = run(all, services);
            await().until(() -> passes(services, "acme") == 1);
            assertThat(services.context().getRoute("later")).isNull();
            services.interrupt();
            exit.join();
            assertThat(printed.text()).contains("route later: not started");
        }
        ServeCommand named = command("later");
        try (TestServices services = services(named);
                Printed printed = new Printed()) {
            CompletableFuture<Integer> exit = run(named, services);
            await().until(() -> passes(services, "later") == 1);
            services.interrupt();
            exit.join();
            assertThat(printed.text()).doesNotContain("acme");
        }
    }

    @Test
    void routeWithoutItsStoreShouldBeSaidOnceAndEndTheProgramOnlyWhenNamed() throws Exception {
        CommandRoutes.write(folder, "acme", "");
        ServeCommand command = command("acme");
        try (TestServices services = new TestServices(command)) {
            services.stores().add(source);
            assertThatThrownBy(() -> run(command, services).join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no store 'new' is configured");
        }
    }

    private ServeCommand command(String... routes) {
        ServeCommand command = new ServeCommand();
        new CommandLine(command)
                .parseArgs(
                        Printed.with(
                                routes,
                                "--routes",
                                folder.resolve("routes").toString(),
                                "--state",
                                folder.resolve("state").toString()));
        return command;
    }

    private TestServices services(Command command) throws MailboxException {
        TestServices services = new TestServices(command);
        services.stores().add(source);
        services.stores().add(destination);
        return services;
    }

    private static CompletableFuture<Integer> run(Command command, Services services) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return command.run(services);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private static MailboxConsumer consumer(TestServices services, String id) {
        Route route = services.context().getRoute(id);
        return (MailboxConsumer) route.getConsumer();
    }

    private static long passes(TestServices services, String id) {
        return services.context().getRoute(id) == null
                ? 0
                : consumer(services, id).counts().passes(Outcome.COMPLETE);
    }
}
