package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Route files that change while {@code serve} runs. */
class ServeReloadTest {

    private final MemoryStore source = new MemoryStore("old");
    private final MemoryStore destination = new MemoryStore("new");

    @TempDir Path folder;

    /** Beside those of the program. */
    private Map<String, Object> beans = Map.of();

    private Printed printed;
    private ServeCommand command;
    private TestServices services;
    private CompletableFuture<Integer> exit;

    @BeforeEach
    void prepare() throws Exception {
        try (MailboxSession session = source.signIn(Login.of("alice"), Access.WRITE)) {
            session.append(FolderPath.INBOX, List.of(Messages.varied(40)));
        }
        CommandRoutes.write(folder, "acme", "");
        printed = new Printed();
    }

    @AfterEach
    void stop() throws Exception {
        try (Printed printing = printed;
                TestServices running = services) {
            running.interrupt();
            exit.join();
        }
    }

    /** Runs until the first pass of acme is over. */
    private void serve(String... routes) throws MailboxException {
        command = new ServeCommand();
        new CommandLine(command)
                .parseArgs(
                        Printed.with(
                                routes,
                                "--routes",
                                folder.resolve("routes").toString(),
                                "--state",
                                folder.resolve("state").toString()));
        command.setTick(Duration.ofMillis(1));
        services = new TestServices(command);
        beans.forEach(services.context().getRegistry()::bind);
        services.stores().add(source);
        services.stores().add(destination);
        exit =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return command.run(services);
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        });
    }

    private void servePass(String... routes) throws MailboxException {
        serve(routes);
        await().until(() -> passes("acme") == 1);
    }

    private Path file(String id) {
        return folder.resolve("routes").resolve(id).resolve(id + ".camel.yaml");
    }

    private void replace(String id, String text, String by) throws Exception {
        String before = Files.readString(file(id));
        assertThat(before).contains(text);
        write(file(id), before.replace(text, by));
    }

    /** In one go, since somebody looks all the time. */
    private void write(Path file, String text) throws Exception {
        Path written = Files.writeString(folder.resolve("written"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves out what lies in the inbox. */
    private void exclude() throws Exception {
        replace("acme", "mailboxes.csv\n", "mailboxes.csv\n        excludeFolders: INBOX\n");
    }

    private void include() throws Exception {
        replace("acme", "        excludeFolders: INBOX\n", "");
    }

    /** A second customer, with another mailbox at the same destination. */
    private void other() throws Exception {
        CommandRoutes.write(folder, "other", "");
        Files.writeString(
                folder.resolve("routes/other/mailboxes.csv"),
                "source,destination\nalice,elsewhere\n");
    }

    /** Of a Kamelet Camel lists two, of which the later one runs. */
    private MailboxConsumer consumer(String id) {
        return services.context().getRoutes().stream()
                .filter(route -> route.getRouteId().equals(id))
                .map(route -> (MailboxConsumer) route.getConsumer())
                .reduce((first, later) -> later)
                .orElse(null);
    }

    private long passes(String id) {
        MailboxConsumer consumer = consumer(id);
        return consumer == null ? 0 : consumer.counts().passes(Outcome.COMPLETE);
    }

    private void awaitTold(String words) {
        await().untilAsserted(() -> assertThat(printed.text()).contains(words));
    }

    @Test
    void changeShouldBeToldOnceWithSinceWhenAndHowItIsLoaded() throws Exception {
        servePass();
        exclude();
        String told = "file " + file("acme").toAbsolutePath() + ": changed at ";
        awaitTold(told);
        other();
        awaitTold("file " + file("other").toAbsolutePath() + ": new, written at ");
        assertThat(printed.text())
                .containsOnlyOnce(told)
                .containsPattern("runs is as it was loaded at [-0-9]+ [:0-9]+\\. kill -HUP 7 has");
        assertThat(passes("acme")).isEqualTo(1);
        assertThat(consumer("other")).isNull();
    }

    @Test
    void nextPassShouldRunTheChangedFilter() throws Exception {
        exclude();
        servePass();
        assertThat(consumer("acme").counts().copied()).isZero();
        include();
        services.reload();
        await().until(() -> passes("acme") == 2); // they go on
        assertThat(consumer("acme").counts().copied()).isEqualTo(40);
        assertThat(consumer("acme").counts().get(Figure.SKIPPED)).isEqualTo(40);
        awaitTold("route acme: loaded anew and started");
        services.reload();
        awaitTold("no route file has changed");
        assertThat(passes("acme")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mailbox:new   | mailbox:new?folderPrefx=x | no option 'folderPrefx'",
                "mailboxes.csv | [                         | acme.camel.yaml",
                "mailbox:new   | mailbox:nowhere           | acme.camel.yaml, line 15: mailbox:nowhere: no store",
                "mailboxes.csv | others.csv                | acme.camel.yaml, line 2: route 'acme', option",
                "mailbox:new   | direct:nowhere            | acme.camel.yaml, line 2: route acme: no route",
                "acme          | acme: x                   | acme.camel.yaml"
            })
    void fileWithAMistakeShouldKeepWhatRuns(String text, String by, String words) throws Exception {
        servePass();
        MailboxConsumer before = consumer("acme");
        String good = Files.readString(file("acme"));
        replace("acme", text, by);
        services.reload();
        awaitTold("nothing is loaded anew, all runs on as it was: ");
        assertThat(printed.text()).contains(words);
        assertThat(consumer("acme")).isSameAs(before);
        assertThat(services.context().getRouteController().getRouteStatus("acme"))
                .isEqualTo(ServiceStatus.Started);
        write(file("acme"), good + "# again\n");
        services.reload();
        await().until(() -> passes("acme") == 2);
    }

    @Test
    void newFileShouldStartAndOneThatIsGoneShouldEnd() throws Exception {
        servePass();
        MailboxConsumer untouched = consumer("acme");
        other();
        services.reload();
        await().until(() -> passes("other") == 1);
        Files.delete(file("other"));
        awaitTold(file("other").toAbsolutePath() + ": gone; what it said runs on");
        services.reload();
        awaitTold("route other: ended: no file has it any more");
        assertThat(services.context().getRoute("other")).isNull();
        assertThat(consumer("acme")).isSameAs(untouched);
        assertThat(passes("acme")).isEqualTo(1);
    }

    @Test
    void settingsShouldBeToldOnceAsReadAtTheStartOnly() throws Exception {
        Path settings = Files.writeString(folder.resolve("own.properties"), "a=1\n");
        servePass("--config", settings.toString());
        write(settings, "a=2\n");
        String told = "file " + settings + ": changed since the start, where it is read only";
        awaitTold(told);
        replace("acme", "mailboxes.csv\n", "mailboxes.csv\n        maxConcurrentMailboxes: 3\n");
        awaitTold("file " + file("acme") + ": changed at ");
        assertThat(printed.text()).containsOnlyOnce(told);
        services.reload();
        await().until(() -> passes("acme") == 2);
        other();
        awaitTold("file " + file("other") + ": new, written at ");
        assertThat(printed.text().split(told, -1)).hasSize(3); // once more, as the answer
    }

    @Test
    void warningsShouldComeWithEachLoadingAndNotWithEachLook() throws Exception {
        replace("acme", "    routeConfigurationId: mailbox-errors\n", "");
        Path cookbook = Files.createDirectories(folder.resolve("routes/cookbook"));
        write(cookbook.resolve("own.camel.yaml"), "- route: {}\n");
        servePass();
        other();
        awaitTold(file("other") + ": new, written at ");
        assertThat(printed.errors())
                .containsOnlyOnce("it has no error handling")
                .containsOnlyOnce("own.camel.yaml is not loaded");
        services.reload();
        await().until(() -> passes("other") == 1);
        assertThat(printed.errors()).containsOnlyOnce("it has no error handling");
    }

    /** The error handling of all routes. */
    @Test
    void sharedFileShouldBeLoadedForAllRoutes() throws Exception {
        servePass();
        MailboxConsumer before = consumer("acme");
        Path shared = Files.createDirectories(folder.resolve("routes/shared"));
        Files.writeString(
                shared.resolve("errors.camel.yaml"),
                """
                - routeConfiguration:
                    id: mailbox-errors
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: { constant: true }
                """);
        services.reload();
        await().until(() -> passes("acme") == 2);
        assertThat(consumer("acme")).isNotSameAs(before);
        assertThat(services.context().getRoutes())
                .extracting(Route::getRouteId)
                .doesNotHaveDuplicates();
    }

    @Test
    void routeThatCallsAChangedOneShouldBeLoadedToo() throws Exception {
        replace("acme", "mailbox:new", "direct:onward");
        Path called = folder.resolve("routes/called.camel.yaml");
        String route =
                "- route: { id: called, from: { uri: \"direct:onward\", steps: [ { to: \"mailbox:%s\" } ] } }\n";
        write(called, route.formatted("nowhere"));
        other();
        serve();
        awaitTold("route acme: not started");
        await().until(() -> passes("other") == 1);
        write(called, route.formatted("new"));
        MailboxConsumer untouched = consumer("other");
        services.reload();
        await().until(() -> passes("acme") == 1);
        MailboxConsumer before = consumer("acme");
        write(called, route.formatted("new?folderPrefix=Moved"));
        services.reload();
        await().until(() -> passes("acme") == 2);
        assertThat(consumer("acme")).isNotSameAs(before);
        assertThat(consumer("other")).isSameAs(untouched);
    }

    @Test
    void passUnderWayShouldEndBetweenTwoItemsAndGoOnInTheNext() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        destination
                .faults()
                .failAppends(
                        () -> {
                            appending.countDown();
                            hold(go);
                            return AppendFault.NONE;
                        });
        serve();
        appending.await();
        replace("acme", "mailboxes.csv\n", "mailboxes.csv\n        maxConcurrentMailboxes: 3\n");
        services.reload();
        go.countDown();
        awaitTold("route acme: loaded anew and started");
        await().until(
                        () ->
                                passes("acme")
                                                + consumer("acme")
                                                        .counts()
                                                        .passes(Outcome.INTERRUPTED)
                                        == 2);
        assertThat(consumer("acme").counts().copied()).isEqualTo(40);
        services.interrupt();
        assertThat(exit.join()).isZero();
        try (MailboxSession session = destination.signIn(Login.of("alice"), Access.READ)) {
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(40);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The trial ends, and with it its Camel. */
    @Test
    void beansThatRoutesUseShouldLiveOn() throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        beans = Map.of("seen", repository);
        replace("acme", "idempotentRepository: ledger", "idempotentRepository: seen");
        replace("acme", "CamelMailboxItemKey", "CamelMailboxUid");
        servePass();
        assertThat(repository.getCacheSize()).isEqualTo(40);
        replace("acme", "mailbox:new", "mailbox:nowhere");
        services.reload();
        awaitTold("nothing is loaded anew");
        assertThat(repository.getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(repository.getCacheSize()).isEqualTo(40);
    }

    @Test
    void templateShouldBeLoadedForTheRoutesThatAreMadeOfIt() throws Exception {
        Path template =
                Files.createDirectories(folder.resolve("routes/aaa")).resolve("moving.camel.yaml");
        String text =
                """
                - routeTemplate:
                    id: moving
                    parameters: [ { name: to } ]
                    from:
                      uri: mailbox:old
                      parameters: { mailboxes: mailboxes.csv%s }
                      steps: [ { to: "mailbox:{{to}}" } ]
                """;
        write(template, text.formatted(", excludeFolders: INBOX"));
        write(
                file("acme"),
                "- templatedRoute: { routeTemplateRef: moving, routeId: acme, parameters: [ { name: to,"
                        + " value: new } ] }\n");
        servePass();
        assertThat(consumer("acme").counts().copied()).isZero();
        write(template, text.formatted(""));
        services.reload();
        await().until(() -> passes("acme") == 2);
        assertThat(consumer("acme").counts().copied()).isEqualTo(40);
    }

    @Test
    void routeOfAKameletShouldBeLoadedAnew() throws Exception {
        String text =
                """
                - route:
                    id: kamelets
                    from:
                      uri: kamelet:mailbox-source/acme
                      parameters: { store: old, mailboxes: "%s"%s }
                      steps:
                        - to: { uri: "kamelet:mailbox-sink", parameters: { store: new } }
                """;
        Path list = file("acme").resolveSibling("mailboxes.csv");
        write(file("acme"), text.formatted(list, ", excludeFolders: INBOX"));
        servePass();
        assertThat(consumer("acme").counts().copied()).isZero();
        write(file("acme"), text.formatted(list, ""));
        services.reload();
        await().until(() -> passes("acme") == 2);
        assertThat(consumer("acme").counts().copied()).isEqualTo(40);
    }

    @Test
    void routeThatWasNotNamedShouldNotStart() throws Exception {
        servePass("acme");
        other();
        services.reload();
        replace("acme", "mailboxes.csv\n", "mailboxes.csv\n        maxConcurrentMailboxes: 3\n");
        services.reload();
        await().until(() -> passes("acme") == 2);
        assertThat(services.context().getRoute("other")).isNull();
    }
}
