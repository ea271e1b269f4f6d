package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedMailboxesTest {

    private static final String OTHER = "bob@acme.example";

    @TempDir Path folder;

    /** However a step names it: the item's own mailbox, or one that another line has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ toD: { uri: \"mailbox:${header.end}?folderPrefix=Backup\" } }",
                "{ recipientList: { simple: \"mailbox:${header.end}\" } }",
                "{ setHeader: { name: CamelMailboxDestination, constant: OTHER } },"
                        + " { toD: { uri: \"mailbox:${header.end}\" } }"
            })
    void sourceThatAStepNamesShouldStayAsItIs(String steps) throws Exception {
        try (RouteFixture route = new RouteFixture(folder)) {
            route.mailboxes(
                    "source,destination\nalice,alice\nOTHER,OTHER\n"
                            .replace("OTHER", OTHER)
                            .replace("alice,alice", RouteFixture.MAILBOX + ",alice.new"));
            route.put("INBOX", Messages.varied(5));
            RouteFixture.put(route.source, OTHER, "INBOX", Messages.varied(2));
            String named =
                    "{ setHeader: { name: CamelMailboxDestination, constant: ALICE } }, "
                            .replace("ALICE", RouteFixture.MAILBOX);
            route.step("- setHeader: { name: end, constant: old }")
                    .inBlock(
                            "- pipeline: { steps: [ "
                                    + (named + steps).replace("OTHER", OTHER)
                                    + " ] }");

            assertThat(route.start().pass())
                    .allSatisfy(
                            result ->
                                    assertThat(result.stopped())
                                            .map(MailboxException::getMessage)
                                            .get(STRING)
                                            .contains("in old, which this route reads"));
            assertThat(stored(route.source, RouteFixture.MAILBOX, ""))
                    .isEqualTo(Map.of("INBOX", 5L));
            assertThat(stored(route.source, OTHER, "")).isEqualTo(Map.of("INBOX", 2L));
        }
    }

    /** Its own destination, and that of another line. */
    @ParameterizedTest
    @ValueSource(strings = {"alice.new", "bob.new"})
    void destinationThatAStepNamesShouldBeSignedInToWithTheListsPassword(String named)
            throws Exception {
        try (RouteFixture route = new RouteFixture(folder)) {
            route.destination.password("alice.new", "sesame");
            route.destination.password("bob.new", "open");
            route.around(store -> store, ListedPasswordsTest.Asking::new);
            route.mailboxes(
                    "source,destination,destination_password\n"
                            + RouteFixture.MAILBOX
                            + ",alice.new,sesame\n"
                            + OTHER
                            + ",bob.new,open\n");
            route.put("INBOX", Messages.varied(5));
            RouteFixture.put(route.source, OTHER, "Other", Messages.plain("of bob"));
            route.step("- setHeader: { name: end, constant: new }")
                    .inBlock(
                            "- pipeline: { steps: [ { setHeader: { name: CamelMailboxDestination,"
                                    + " constant: "
                                    + named
                                    + " } }, { toD: { uri: \"mailbox:${header.end}\" } } ] }");
            route.start();
            for (int pass = 0; pass < 2; pass++) {
                assertThat(route.pass())
                        .allSatisfy(result -> assertThat(result.stopped()).isEmpty());
                route.put("INBOX", Messages.plain("another"));
            }
            String password = named.equals("bob.new") ? "open" : "sesame";
            assertThat(stored(route.destination, named, password))
                    .isEqualTo(Map.of("INBOX", 6L, "Other", 1L));
            assertThat(route.verify(false, new ArrayList<>()).stopped()).isEmpty();
        }
    }

    private static Map<String, Long> stored(MemoryStore store, String mailbox, String password)
            throws MailboxException {
        return RouteFixture.counts(store, new Login(mailbox, Optional.of(new Secret(password))));
    }
}
