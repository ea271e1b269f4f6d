package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.store.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is refused when routes are loaded, with the file and what would do. */
class RouteChecksTest {

    private static final String ROUTE =
            """
            - route:
                id: %s
                from:
                  uri: mailbox:old
                  parameters:
                    mailboxes: mailboxes.csv
                    idempotentRepository: "#ledger"
                    %s
                  steps:
                    %s
            """;

    private static final String TO = "- to: { uri: \"mailbox:new\" }";

    @TempDir Path folder;

    /** Beside those of the program. */
    private Map<String, Object> beans = Map.of();

    private void write(String file, String id, String option, String steps) throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(
                routes.resolve(file),
                ROUTE.formatted(id, option, steps).replaceAll("(?m)^\\s+$\n", ""));
        Files.writeString(routes.resolve("mailboxes.csv"), "source,destination\na,a\n");
    }

    private List<MailboxRoute> load() throws Exception {
        return load(false, routes -> {});
    }

    /**
     * @param scheduled as {@code serve} loads them
     */
    private List<MailboxRoute> load(boolean scheduled, Consumer<List<MailboxRoute>> whileLoaded)
            throws Exception {
        MigrateCommand command = new MigrateCommand();
        new CommandLine(command)
                .parseArgs(
                        "--routes",
                        folder.resolve("routes").toString(),
                        "--state",
                        folder.resolve("state").toString());
        try (TestServices services = new TestServices(command)) {
            services.stores().add(new MemoryStore("old"));
            services.stores().add(new MemoryStore("new"));
            beans.forEach(services.context().getRegistry()::bind);
            List<MailboxRoute> routes = services.routes(scheduled).named(List.of());
            whileLoaded.accept(routes);
            return routes;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "excludeFolder  | Did you mean 'excludeFolders'?",
                "nothingLikeIt  | There are: ",
                "excludeFolders | "
            })
    void parameterThatNoTemplateHasShouldBeNamed(String name, String words) throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(routes.resolve("mailboxes.csv"), "source,destination\na,a\n");
        Files.writeString(
                routes.resolve("acme.camel.yaml"),
                """
                - templatedRoute:
                    routeTemplateRef: mailbox-migration
                    routeId: acme
                    parameters:
                      - { name: source, value: old }
                      - { name: destination, value: new }
                      - { name: %s, value: "Junk" }
                """
                        .formatted(name));
        if (words == null) {
            assertThat(load()).hasSize(1);
        } else {
            assertRefused("acme.camel.yaml", "'" + name + "'", words);
        }
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .satisfies(error -> assertThat(error.getMessage()).contains(words));
    }

    @Test
    void twoFilesWithOneIdShouldBothBeNamed() throws Exception {
        write("one.camel.yaml", "acme", "", TO);
        write("two.camel.yaml", "acme", "", TO);
        assertRefused("route 'acme'", "one.camel.yaml", "two.camel.yaml");
    }

    @Test
    void twoRoutesOfOneFileWithOneIdShouldBeRefused() throws Exception {
        write("one.camel.yaml", "acme", "", TO);
        Path file = folder.resolve("routes/one.camel.yaml");
        Files.writeString(file, Files.readString(file) + Files.readString(file));
        assertRefused("route 'acme'", "further down in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- log: { message: seen }",
                "- to: { uri: \"log:seen\" }",
                "- setHeader: { name: x, constant: y }",
                "- filter: { simple: \"${header.CamelMailboxUid}\", steps: [ { log: { message: seen } } ] }"
            })
    void routeThatSendsNowhereShouldBeRefused(String steps) throws Exception {
        write("one.camel.yaml", "acme", "", steps);
        assertRefused("one.camel.yaml", "no step of route 'acme' sends");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TO,
                "- toD: { uri: \"mailbox:${header.CamelMailboxFolder}\" }",
                "- to: { uri: \"file:out\" }",
                "- wireTap: { uri: \"mailbox:new\" }",
                "- recipientList: { constant: \"mailbox:new\" }",
                "- multicast: { steps: [ { to: { uri: \"mailbox:new\" } } ] }",
                "- choice: { when: [ { simple: \"${header.CamelMailboxUid}\", steps: [ { to: \"mailbox:new\" } ]"
                        + " } ] }",
                "- choice: { when: [ { simple: \"${header.CamelMailboxUid}\", steps: [ { log: \"x\" } ] } ],"
                        + " otherwise: { steps: [ { to: \"mailbox:new\" } ] } }",
                "- doTry: { steps: [ { to: \"mailbox:new\" } ], doFinally: { steps: [ { log: \"x\""
                        + " } ] } }"
            })
    void routeThatSendsSomewhereShouldLoad(String steps) throws Exception {
        write("one.camel.yaml", "acme", "", steps);
        assertThat(load()).extracting(MailboxRoute::id).containsExactly("acme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * *    | you may mean \"0 0 2 * * ?\"",
                "30 22 * * 1-5| you may mean \"0 30 22 ? * 2-6\"",
                "0 4 1 * *    | you may mean \"0 0 4 1 * ?\"",
                "0 3 * * 0    | you may mean \"0 0 3 ? * 1\"",
                "0 3 * * 7    | you may mean \"0 0 3 ? * 1\"",
                "tomorrow     | Every night at two is \"0 0 2 * * ?\"",
                "0 0 2 * * *  | ? for the one of the two days"
            })
    void cronThatIsNotQuartzsShouldBeToldWithTheRightForm(String cron, String words)
            throws Exception {
        write(
                "one.camel.yaml",
                "acme",
                "scheduler: quartz\n        scheduler.cron: \"" + cron + "\"",
                TO);
        assertRefused("route 'acme', scheduler.cron: '" + cron + "'", words);
    }

    @Test
    void headerOfTheMailShouldBeToldToBeNone() throws Exception {
        write(
                "one.camel.yaml",
                "acme",
                "",
                "- filter: { simple: \"${header.X-Priority} == '1'\", steps: [ { to: \"mailbox:new\" } ] }");
        try (Printed printed = new Printed()) {
            assertThat(load()).hasSize(1);
            assertThat(printed.errors())
                    .contains("one.camel.yaml: no step sets the header 'X-Priority'");
        }
    }

    @Test
    void cronWithoutItsSchedulerShouldBeRefused() throws Exception {
        write("one.camel.yaml", "acme", "scheduler.cron: \"0 0 2 * * ?\"", TO);
        assertRefused("route 'acme', scheduler.cron", "Add scheduler: quartz");
    }

    @Test
    void quartzsCronShouldLoad() throws Exception {
        write(
                "one.camel.yaml",
                "acme",
                "scheduler: quartz\n        scheduler.cron: \"0 0 2 * * ?\"",
                TO);
        // it has never started, as when another route is refused
        load(
                true,
                routes ->
                        assertThatCode(routes.getFirst().consumer()::stop)
                                .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxConcurrentMailboxes: 0       | whole number, 1 or more",
                "maxConcurrentMailboxes: -1      | whole number, 1 or more",
                "maxConcurrentMailboxes: sixteen | whole number, 1 or more",
                "connectionsPerMailbox: 0        | whole number, 1 or more",
                "reconnectDelay: -1              | 0 ms or more",
                "reconnectDelay: soon            | 0 ms or more",
                "delay: 0                        | 1 ms or more",
                "initialDelay: -5                | 0 ms or more",
                "backoffMultiplier: -1           | whole number, 0 or more",
                "maxDeletions: -1                | the greater counts: 20,10%",
                "maxDeletions: some              | the greater counts: 20,10%",
                "maxSize: 0                      | Write it as 25MB",
                "maxSize: big                    | Write it as 25MB",
                "since: yesterday                | Write a day as 2018-01-31",
                "deletions: sometimes            | Set never, flag or delete",
                "dateField: arrival              | INTERNALDATE",
                "flags: Seen                     | Did you mean '\\Seen'?",
                "flags: '\\Flagged,!deleted'     | Did you mean '\\Deleted'?"
            })
    void valueThatAnOptionCannotHaveShouldBeRefusedWithWhatItCan(String option, String words)
            throws Exception {
        write("one.camel.yaml", "acme", option, TO);
        String[] parts = option.split(": ");
        assertRefused("one.camel.yaml", parts[0], parts[1].replaceAll("'|.*!", ""), words);
    }

    @Test
    void optionOfADestinationShouldBeCheckedToo() throws Exception {
        write(
                "one.camel.yaml",
                "acme",
                "",
                "- to: { uri: \"mailbox:new\", parameters: { connectionsPerMailbox: 0 } }");
        assertRefused("one.camel.yaml", "connectionsPerMailbox: '0' is too small");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxConcurrentMailboxes: 1",
                "reconnectDelay: 0",
                "reconnectDelay: 30s",
                "delay: 1h",
                "flags: \"!\\\\Deleted,Junk\"",
                "maxDeletions: 0"
            })
    void leastValueShouldLoad(String option) throws Exception {
        write("one.camel.yaml", "acme", option, TO);
        assertThat(load()).hasSize(1);
    }

    @Test
    void configurationThatThereIsNotShouldBeRefused() throws Exception {
        write("one.camel.yaml", "acme", "", TO);
        Path file = folder.resolve("routes/one.camel.yaml");
        String route = Files.readString(file);
        for (String good : List.of("mailbox-errors", "mailbox-*", "mailbox-errors, mailbox-e*")) {
            Files.writeString(file, configured(route, good));
            assertThat(load()).hasSize(1);
        }
        Files.writeString(file, configured(route, "mailbox-error"));
        assertRefused(
                "one.camel.yaml, route 'acme'",
                "no routeConfiguration 'mailbox-error'",
                "Did you mean 'mailbox-errors'?");
        Files.writeString(file, configured(route, "mailbox-errors,own"));
        assertRefused("'own'", "There are: mailbox-errors.");
    }

    private static String configured(String route, String ids) {
        return route.replace("id: acme\n", "id: acme\n    routeConfigurationId: \"" + ids + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simple: \"${header.x == 'a'\"  | the expression '${header.x == 'a'' cannot be read",
                "groovy: \"x\"                  | no language 'groovy'",
                "simple: \"${header.CamelMailboxFoldr} != 'Junk'\" | Did you mean 'CamelMailboxFolder'?"
            })
    void filterThatCannotBeMeantShouldBeRefused(String expression, String words) throws Exception {
        write(
                "one.camel.yaml",
                "acme",
                "",
                "- filter: { " + expression + ", steps: [ { to: \"mailbox:new\" } ] }");
        assertRefused("one.camel.yaml", words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- to: { uri: \"kafka:topic\" }   | there is no component 'kafka'",
                "- bean: { ref: ledgr }           | Did you mean 'ledger'?",
                "- process: { ref: ledgr }        | Did you mean 'ledger'?"
            })
    void stepThatNamesWhatThereIsNotShouldBeRefused(String step, String words) throws Exception {
        write("one.camel.yaml", "acme", "", step + "\n        " + TO);
        assertRefused("one.camel.yaml", words);
    }

    @Test
    void missingListShouldBeToldWithTheRouteThatWantsIt() throws Exception {
        write("one.camel.yaml", "acme", "", TO);
        Files.delete(folder.resolve("routes/mailboxes.csv"));
        assertThatThrownBy(() -> load().getFirst().consumer().mailboxes())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("route 'acme', option mailboxes: there is no file ")
                .hasMessageContaining("routes/mailboxes.csv");
    }

    @Test
    void sinceInTheFutureShouldBeTold() throws Exception {
        write("one.camel.yaml", "acme", "since: 9999-01-01", TO);
        assertThat(oddities()).contains("acme: since=9999-01-01 is in the future").hasLineCount(1);
        write("one.camel.yaml", "acme", "since: 2018-01-01", TO);
        assertThat(oddities()).isEmpty();
    }

    private String oddities() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<MailboxRoute> routes = load();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            routes.forEach(MailboxRoute::tellOddities);
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void folderThatIsNotThereShouldBeToldWithWhereItWasLookedFor() {
        assertRefused("--routes", "no such folder", Path.of("").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "routeConfigurationId: mailbox-errors",
                "errorHandler: { noErrorHandler: {} }"
            })
    void routeWithoutErrorHandlingShouldBeTold(String handling) throws Exception {
        write("acme.camel.yaml", "acme\n    " + handling, "", TO);
        try (Printed printed = new Printed()) {
            load();
            if (handling.isEmpty()) {
                assertThat(printed.errors())
                        .containsOnlyOnce("acme.camel.yaml, route 'acme': it has no error handling")
                        .contains("Add routeConfigurationId: mailbox-errors");
            } else {
                assertThat(printed.errors()).isEmpty();
            }
        }
    }

    @Test
    void ledgerThatReportAndRetryDoNotAskShouldBeRefused() throws Exception {
        write(
                "one.camel.yaml",
                "acme",
                "",
                "- to: { uri: \"mailbox:new?idempotentRepository=#other\" }");
        Path file = folder.resolve("routes/one.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("\"#ledger\"", "\"#other\""));
        try (Ledger other = Ledger.closed(folder.resolve("other"))) {
            beans = Map.of("other", other);
            assertRefused("route 'acme', idempotentRepository", "Write \"#ledger\"");
        }
    }

    @Test
    void handlingForAllRoutesOfAFileShouldDo() throws Exception {
        write("acme.camel.yaml", "acme", "", TO);
        Path file = folder.resolve("routes/acme.camel.yaml");
        Files.writeString(
                file,
                "- onException:\n    exception: [java.lang.Exception]\n    handled: { constant: true }\n"
                        + Files.readString(file));
        try (Printed printed = new Printed()) {
            load();
            assertThat(printed.errors()).isEmpty();
        }
    }
}
