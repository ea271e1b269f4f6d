package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository is the whole record of a route, or it is refused when the route loads. */
class OneLedgerTest {

    /** With the source's repository, the step's, the step's expression and the destination's. */
    private static final String ROUTE =
            """
            - route:
                id: acme
                routeConfigurationId: mailbox-errors
                from:
                  uri: mailbox:old
                  parameters: { mailboxes: mailboxes.csv%s }
                  steps:
                    - idempotentConsumer:
                        idempotentRepository: %s
                        expression: { %s }
                        steps:
                          - to: { uri: "mailbox:new%s" }
            """;

    private static final String KEY = "simple: \"${header.CamelMailboxItemKey}\"";

    @TempDir Path folder;

    private RouteFixture route;
    private Ledger other;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder);
        other = Ledger.open(folder.resolve("other"));
        route.context().getRegistry().bind("other", other);
        route.context().getRegistry().bind("memory", new MemoryIdempotentRepository());
        route.put("INBOX", Messages.plain("one"), Messages.plain("two"));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
        other.close();
    }

    private void write(String source, String step, String expression, String destination) {
        String option = source == null ? "" : ", idempotentRepository: \"" + source + "\"";
        String parameter = destination == null ? "" : "?idempotentRepository=" + destination;
        route.routes(ROUTE.formatted(option, step, expression, parameter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#other | other  |         | mailbox:new has another ledger than the route's source",
                "       | ledger | #other  | mailbox:new has another ledger than the route's source",
                "#ledger| other  | #ledger | a step idempotentConsumer has another ledger",
                "       | memory |         | keeps item keys in a MemoryIdempotentRepository",
                "#memory| ledger |         | idempotentRepository is a MemoryIdempotentRepository",
                "       | ledger | #memory | idempotentRepository is a MemoryIdempotentRepository"
            })
    void recordInTwoPlacesShouldBeRefusedWhenTheRouteLoads(
            String source, String step, String destination, String words) {
        write(source, step, KEY, destination);
        assertThatThrownBy(route::start).hasStackTraceContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "header: CamelMailboxItemKey",
                "simple: \"${headers.camelMailboxItemKey}\"",
                "simple: \"a ${header[CamelMailboxItemKey]}\""
            })
    void keysShouldBeSeenHoweverTheyAreWritten(String expression) {
        write(null, "memory", expression, null);
        assertThatThrownBy(route::start).hasStackTraceContaining("keeps item keys in a");
    }

    @Test
    void anotherLedgerShouldWorkWhereItIsTheOnlyOne() throws Exception {
        write("#other", "other", KEY, "#other");
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(2);
        assertThat(route.passOfAlice().counts().copied()).isZero();
        assertThat(route.ledgerStates()).isEmpty();
        assertThat(route.atDestination("INBOX")).hasSize(2);
    }

    /** Its own use: of messages that are alike one arrives, and the others are told. */
    @Test
    void anotherRepositoryShouldKeepWhatIsNoItemKey() throws Exception {
        route.put("Archive", Messages.plain("one"));
        write(null, "memory", "simple: \"${body}\"", null);
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(2);
        assertThat(route.ledgerStates().values())
                .hasSize(3)
                .filteredOn(state -> state.startsWith("SKIPPED"))
                .hasSize(1);
    }
}
