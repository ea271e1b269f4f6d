package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ledger out of an old backup, and whatever comes next: the destination holds each message as
 * often as the source, and the owner's own beside them.
 */
class LedgerPutBackTest {

    private static final List<String> FOLDERS = List.of("INBOX", "A", "B", "C");

    /** Where they go: A and B to one folder; C elsewhere from some day on. */
    private static final String MERGED = "A -> X\nB -> X\n";

    @TempDir Path folder;

    private RouteFixture route;
    private Random random;
    private int mails;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder).impatient();
        Files.writeString(folder.resolve("map.txt"), MERGED);
        route.producer("createFolders: true, folderMap: map.txt");
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void nothingShouldComeTwiceWhateverFollows(long seed) throws Exception {
        random = new Random(seed);
        List<String> owners = new ArrayList<>();
        route.start();
        int days = 2 + random.nextInt(3);
        int saved = random.nextInt(days - 1);
        boolean running = random.nextBoolean();
        Path backup = null;
        for (int day = 0; day < days; day++) {
            mailArrives();
            if (random.nextInt(3) == 0) {
                owners.add("owner " + mails);
                RouteFixture.put(
                        route.destination,
                        RouteFixture.MAILBOX,
                        List.of("INBOX", "X", "C").get(random.nextInt(3)),
                        Messages.plain("owner " + mails++));
            }
            assertThat(route.passOfAlice().stopped()).isEmpty();
            if (day == saved) {
                if (!running) {
                    route.close();
                }
                backup = route.copyOfState();
                if (random.nextInt(3) == 0) {
                    Files.writeString(folder.resolve("map.txt"), MERGED + "C -> Z\n");
                }
                route.restart();
            }
        }
        route.goBackTo(backup);
        mailArrives();
        route.restart();
        interlude();
        for (int passes = 0; passes < 2; passes++) {
            assertThat(route.passOfAlice().isComplete()).isTrue();
            assertSame(owners);
        }
        mailArrives();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertSame(owners);
    }

    /** Two mailboxes, one destination: what one has looked through the other has not. */
    @Test
    void mailboxesThatShareAFolderShouldEachLookForTheirOwn() throws Exception {
        put("u1", 3);
        put("u2", 3);
        route.start();
        passOf("u1");
        passOf("u2");
        route.close();
        Path backup = route.copyOfState();
        put("u2", 2);
        passOf("u2");
        route.goBackTo(backup);
        put("u1", 1);
        passOf("u1");
        passOf("u2");
        assertThat(RouteFixture.messages(route.destination, "shared", "INBOX"))
                .hasSize(9)
                .doesNotHaveDuplicates();
    }

    private void passOf(String mailbox) throws Exception {
        route.mailboxes("source,destination\n" + mailbox + ",shared\n").restart();
        assertThat(route.passOfAlice().isComplete()).isTrue();
    }

    private void put(String mailbox, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            RouteFixture.put(
                    route.source, mailbox, "INBOX", Messages.plain(mailbox + " " + mails++));
        }
    }

    private void mailArrives() throws Exception {
        for (String path : FOLDERS) {
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                Item item = Messages.plain(path + " mail " + mails++);
                route.put(path, item);
                if (random.nextInt(5) == 0) {
                    route.put(path, item);
                }
            }
        }
    }

    /** What happens to the first pass after it, if anything. */
    private void interlude() throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> route.retryOfAlice();
            case 1 -> brokenOff();
            case 2 -> {
                brokenOff();
                route.goBackTo(route.copyOfState());
                route.restart();
            }
            case 3 -> {
                RoutePass cancelled = route.consumer().newPass();
                cancelled.cancel();
                cancelled.run();
                route.restart();
            }
            default -> {}
        }
    }

    private void brokenOff() throws Exception {
        route.destination.faults().goodAppends(random.nextInt(4));
        route.destination.faults().failAppends(() -> AppendFault.LOST_HALFWAY);
        route.passOfAlice();
        route.destination.faults().clear();
    }

    private void assertSame(List<String> owners) throws Exception {
        List<String> expected = new ArrayList<>();
        for (String path : FOLDERS) {
            expected.addAll(subjects(route.source, path));
        }
        expected.addAll(owners);
        List<String> found = new ArrayList<>();
        for (String path : List.of("INBOX", "X", "C", "Z")) {
            found.addAll(subjects(route.destination, path));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> subjects(MemoryStore store, String path) throws Exception {
        try {
            return RouteFixture.messages(store, RouteFixture.MAILBOX, path).stream()
                    .map(text -> text.replaceFirst("(?s).*?Subject: ([^\r\n]*).*", "$1"))
                    .toList();
        } catch (MailboxException e) {
            return List.of(); // there is no such folder yet
        }
    }

    /**
     * @param running whether the program runs meanwhile, as in a snapshot; else it has ended
     */
}
