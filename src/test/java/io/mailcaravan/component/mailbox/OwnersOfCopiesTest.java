package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A copy is recorded for one item at any time: of mailboxes that look alike each has its own, and
 * what is known by another name by now takes its copies along. New mailboxes of a memory store have
 * equal UIDVALIDITYs, as those that a server makes in one second.
 */
class OwnersOfCopiesTest {

    private static final FolderPath INBOX = FolderPath.INBOX;

    @TempDir Path folder;

    private RouteFixture fixture;

    /** Route ids, and the source mailbox of each; all go to x. */
    private final Map<String, String> sources = new LinkedHashMap<>();

    @BeforeEach
    void prepare() throws Exception {
        fixture = new RouteFixture(folder).impatient();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void mailboxesThatLookAlikeShouldHaveTheirOwnCopies() throws Exception {
        put("u", 0, 5);
        put("v", 0, 5);
        sources.put("r1", "u");
        sources.put("r2", "v");
        start();
        pass("r1");
        assertThat(pass("r2").counts().copied()).isEqualTo(5);
        delete("u", 1, 2, 3);
        pass("r1");
        pass("r2");
        assertThat(atX()).hasSize(7).containsAll(at("v")).containsAll(at("u"));
    }

    /** It cannot be seen that the first one lives: so it gets copies of its own when it comes. */
    @Test
    void mailboxThatIsTakenForAnothersOldNameShouldGetItsCopiesAgain() throws Exception {
        put("u", 0, 5);
        put("v", 0, 5);
        sources.put("r1", "u");
        start();
        pass("r1");
        fixture.close();
        sources.put("r2", "v");
        start();
        assertThat(pass("r2").counts().adopted()).isEqualTo(5);
        delete("u", 1, 2, 3);
        assertThat(pass("r1").counts().deleted()).isZero();
        assertThat(atX()).hasSize(7);
        pass("r2");
        assertThat(atX()).hasSize(7);
        delete("v", 5);
        pass("r2");
        assertThat(atX()).hasSize(6).containsAll(at("u"));
    }

    @Test
    void renamedRouteShouldTakeCopiesAlongAndLeaveTheOldOneWithout() throws Exception {
        put("u", 0, 5);
        sources.put("r1", "u");
        start();
        pass("r1");
        sources.clear();
        sources.put("r2", "u");
        start();
        assertThat(pass("r2").counts().adopted()).isEqualTo(5);
        put("u", 5, 6);
        pass("r2");
        // called as before once more
        sources.clear();
        sources.put("r1", "u");
        start();
        assertThat(pass("r1").counts().adopted()).isEqualTo(6);
        assertThat(atX()).hasSize(6);
        delete("u", 1);
        pass("r1");
        assertThat(atX()).hasSize(5);
    }

    @Test
    void secondRouteOverOneMailboxShouldBeToldInsteadOfCopyingAgain() throws Exception {
        put("u", 0, 6);
        sources.put("r1", "u");
        sources.put("r2", "u");
        start();
        pass("r1");
        MailboxResult second = pass("r2");
        assertThat(second.stopped().orElseThrow().getMessage())
                .contains("folder 'INBOX' is copied to INBOX of x in new by route r1 as well");
        put("u", 6, 7);
        pass("r1");
        assertThat(pass("r2").isComplete()).isFalse();
        assertThat(atX()).hasSize(7);
        start();
        put("u", 7, 8);
        pass("r2");
        assertThat(pass("r1").isComplete()).isFalse();
        assertThat(atX()).hasSize(8);
    }

    /** Whatever is thought of who is who: nothing is missing, and no deletion reaches another's. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void destinationShouldNeverHoldLessThanItsSources(long seed) throws Exception {
        Random random = new Random(seed);
        int mailboxes = 2 + random.nextInt(3);
        for (int i = 0; i < mailboxes; i++) {
            put("m" + i, 0, 3 + random.nextInt(4));
        }
        start();
        Map<String, Long> next = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            if (random.nextInt(3) == 0 || sources.isEmpty()) {
                sources.clear();
                for (int i = 0; i < mailboxes; i++) {
                    if (random.nextInt(4) > 0) {
                        sources.put("r" + (i + random.nextInt(2) * mailboxes), "m" + i);
                    }
                }
                start();
            }
            String mailbox = "m" + random.nextInt(mailboxes);
            if (random.nextBoolean()) {
                long uid = next.merge(mailbox, 1L, Long::sum);
                delete(mailbox, uid);
            } else {
                put(mailbox, random.nextInt(8), 8);
            }
            List<String> routes = new ArrayList<>(sources.keySet());
            Collections.shuffle(routes, random);
            for (String route : routes) {
                pass(route);
            }
            assertHolds(sources.values());
        }
        for (int i = 0; i < mailboxes; i++) {
            sources.put("r" + i, "m" + i);
            sources.remove("r" + (i + mailboxes));
        }
        start();
        for (int i = 0; i < 2; i++) {
            for (String route : sources.keySet()) {
                assertThat(pass(route).stopped()).isEmpty();
            }
        }
        assertHolds(sources.values());
    }

    private void assertHolds(Iterable<String> mailboxes) throws Exception {
        List<String> missing = new ArrayList<>();
        for (String mailbox : mailboxes) {
            missing.addAll(at(mailbox));
        }
        for (String copy : atX()) {
            missing.remove(copy);
        }
        assertThat(missing).isEmpty();
    }

    private void start() throws Exception {
        StringBuilder yaml = new StringBuilder();
        for (Map.Entry<String, String> route : sources.entrySet()) {
            String list = route.getKey() + ".csv";
            Files.writeString(
                    folder.resolve(list), "source,destination\n" + route.getValue() + ",x\n");
            yaml.append(
                    """
                    - route:
                        id: %s
                        routeConfigurationId: mailbox-errors
                        from:
                          uri: mailbox:old
                          parameters:
                            mailboxes: %s
                            idempotentRepository: "#ledger"
                            deletions: delete
                            maxDeletions: "100"
                          steps:
                            - idempotentConsumer:
                                idempotentRepository: ledger
                                expression:
                                  simple: { expression: "${header.CamelMailboxItemKey}" }
                                steps:
                                  - to: { uri: "mailbox:new", parameters: { createFolders: true } }
                    """
                            .formatted(route.getKey(), list));
        }
        fixture.routes(yaml.isEmpty() ? "[]" : yaml.toString());
        fixture.restart();
    }

    private MailboxResult pass(String route) throws Exception {
        return ((MailboxConsumer) fixture.context().getRoute(route).getConsumer())
                .newPass()
                .run()
                .get(0);
    }

    /** Those messages, which are the same in each mailbox. */
    private void put(String mailbox, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Item item = Messages.plain("message " + i);
            RouteFixture.put(fixture.source, mailbox, "INBOX", item);
        }
    }

    private void delete(String mailbox, long... uids) throws Exception {
        List<Uid> all = Arrays.stream(uids).mapToObj(Uid::new).toList();
        try (MailboxSession session = fixture.source.signIn(Login.of(mailbox), Access.WRITE)) {
            session.delete(INBOX, all);
        }
    }

    private List<String> at(String mailbox) throws Exception {
        return RouteFixture.messages(fixture.source, mailbox, "INBOX");
    }

    private List<String> atX() throws Exception {
        return RouteFixture.messages(fixture.destination, "x", "INBOX");
    }
}
