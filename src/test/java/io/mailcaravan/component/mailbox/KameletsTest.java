package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes of Kamelets are the component's routes in all that the ledger says. */
class KameletsTest {

    private static final String ROUTE =
            """
            - route:
                id: acme-steps
                routeConfigurationId: mailbox-errors
                from:
                  uri: kamelet:mailbox-source/acme
                  parameters: { store: old, mailboxes: LIST }
                  steps:
                    - to: { uri: "kamelet:mailbox-sink", parameters: { store: new } }
            """;

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put("INBOX", Messages.plain("one"), Messages.plain("two"));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private RouteFixture routes(String yaml) {
        return route.routes(yaml.replace("LIST", folder.resolve("mailboxes.csv").toString()));
    }

    @Test
    void refusedMessageShouldFailAtItsEndAndBeSentAgain() throws Exception {
        route.destination.faults().refuse(item -> RouteLegsTest.has(item, "Subject: two"));
        MailboxResult result = routes(ROUTE).start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(result.counts().failed()).isEqualTo(1);
        assertThat(route.ledgerStates().get("INBOX 2")).startsWith("FAILED");

        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        MailboxResult last = route.restart().passOfAlice();
        assertThat(last.isComplete()).isTrue();
        assertThat(last.counts().copied()).isZero();
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).stopped()).isEmpty();
        assertThat(differences).isEmpty();
    }

    @Test
    void routeWithoutAnIdOfItsOwnShouldBeRefused() {
        routes(ROUTE.replace("source/acme", "source"));
        assertThatThrownBy(route::start)
                .hasStackTraceContaining("the ledger knows mailboxes by that id")
                .hasStackTraceContaining("Write kamelet:mailbox-source/NAME");
    }
}
