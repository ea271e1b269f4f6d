package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People go on using both mailboxes while they are copied. */
class ChangesDuringPassIT {
    private static final int MESSAGES = 700;
    private static final long SLOW = 1_000_000; // nanoseconds a kilobyte: about 1 MB/s
    private static final FolderPath OWN = FolderPath.of("Owner's");

    @AutoClose private static TestServer source;
    @AutoClose private static TestServer destination;

    /** What is done again and again, with the number of the time. */
    private interface Change {
        void make(int number) throws Exception;
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        source = new TestServer(folder);
        destination = new TestServer(folder);
    }

    @Test
    void mailThatComesAndGoesAtTheSourceShouldArriveOnceOrNotAtAll(@TempDir Path folder)
            throws Exception {
        String mailbox = "busy-source@x.example";
        SampleMailboxes.fill(source, mailbox, MESSAGES);
        Map<String, Integer> ever = contents(MailboxPicture.of(source, mailbox));
        int changes;
        try (CuttingProxy proxy = slow();
                MailboxSession owner = source.open(mailbox, Access.WRITE)) {
            TestSite site = site(folder, proxy, mailbox);
            changes =
                    passWhile(
                            site,
                            number -> {
                                Item fresh = Messages.plain("fresh " + number);
                                owner.append(FolderPath.INBOX, List.of(fresh));
                                List<ItemHead> heads = heads(owner, FolderPath.INBOX);
                                ItemHead one = heads.get(number * 7 % heads.size());
                                owner.storeFlags(
                                        FolderPath.INBOX,
                                        Map.of(one.uid(), Flags.parse("\\Seen \\Flagged Changed")));
                                if (number % 3 == 0) {
                                    owner.delete(
                                            FolderPath.INBOX,
                                            List.of(heads.get(number * 11 % heads.size()).uid()));
                                }
                            });
            for (int i = 0; i < changes; i++) {
                ever.merge(content(freshLine(i)), 1, Integer::sum);
            }
            try (CaravanProcess second = site.migrate()) {
                assertThat(second.exit()).as(second::said).isZero();
            }
        }
        MailboxPicture now = MailboxPicture.of(source, mailbox);
        MailboxPicture there = MailboxPicture.of(destination, mailbox);
        assertNotMore(now.messages(), there.messages(), "lost, or with other flags");
        assertNotMore(contents(there), ever, "twice");
        System.out.printf("ChangesDuringPassIT: %d changes at the source%n", changes);
    }

    @Test
    void whatTheOwnerDoesAtTheDestinationShouldStayDone(@TempDir Path folder) throws Exception {
        String mailbox = "busy-destination@x.example";
        SampleMailboxes.fill(source, mailbox, MESSAGES);
        MailboxPicture before = MailboxPicture.of(source, mailbox);
        destination.fill(mailbox, OWN);
        List<ItemHead> deleted = new ArrayList<>();
        int[] moved = {0};
        int changes;
        try (CuttingProxy proxy = slow();
                MailboxSession owner = destination.open(mailbox, Access.WRITE)) {
            TestSite site = site(folder, proxy, mailbox);
            changes =
                    passWhile(
                            site,
                            number -> {
                                owner.append(
                                        FolderPath.INBOX, List.of(Messages.plain("own " + number)));
                                List<ItemHead> heads = heads(owner, FolderPath.INBOX);
                                ItemHead one = heads.get(number * 7 % heads.size());
                                switch (number % 3) {
                                    case 0 ->
                                            owner.storeFlags(
                                                    FolderPath.INBOX,
                                                    Map.of(
                                                            one.uid(),
                                                            Flags.parse("\\Seen Read-here")));
                                    case 1 -> {
                                        owner.delete(FolderPath.INBOX, List.of(one.uid()));
                                        deleted.add(one);
                                    }
                                    default -> {
                                        List<Item> read = new ArrayList<>();
                                        owner.read(
                                                FolderPath.INBOX,
                                                List.of(List.of(one)).iterator(),
                                                read::add);
                                        owner.append(OWN, read);
                                        read.forEach(item -> item.content().close());
                                        owner.delete(FolderPath.INBOX, List.of(one.uid()));
                                        moved[0]++;
                                    }
                                }
                            });
            try (CaravanProcess second = site.migrate()) {
                assertThat(second.exit()).as(second::said).isZero();
                assertThat(second.stdout()).contains(" 0 copied");
            }
        }
        MailboxPicture there = MailboxPicture.of(destination, mailbox);
        assertThat(there.count())
                .as("more often than at the source: %s", moreOften(there, before))
                .isEqualTo(before.count() + changes - deleted.size());
        assertThat(
                        destination.statuses(mailbox).stream()
                                .filter(s -> s.path().equals(OWN))
                                .findFirst()
                                .orElseThrow()
                                .messages())
                .isEqualTo(moved[0]);
        assertThat(MailboxPicture.of(source, mailbox)).isEqualTo(before);
        System.out.printf("ChangesDuringPassIT: %d changes at the destination%n", changes);
    }

    @Test
    void secondProcessShouldBeRefused(@TempDir Path folder) throws Exception {
        String mailbox = "two@x.example";
        SampleMailboxes.fill(source, mailbox, MESSAGES);
        MailboxPicture before = MailboxPicture.of(source, mailbox);
        CountDownLatch refused = new CountDownLatch(1);
        Supplier<CuttingProxy.Watch> held = CuttingProxy.Watch.heldAfter(60_000, refused);
        try (CuttingProxy proxy =
                new CuttingProxy(destination.port(), held, () -> CuttingProxy.Watch.PASS, 0)) {
            TestSite site = site(folder, proxy, mailbox);
            try (CaravanProcess first = site.migrate()) {
                awaitAppends(proxy);
                try (CaravanProcess second = site.migrate()) {
                    assertThat(second.exit()).isEqualTo(3);
                    assertThat(second.stderr())
                            .contains("in use by process", "another ledger")
                            .doesNotContain("Exception");
                }
                assertThat(first.runs()).isTrue();
                refused.countDown();
                assertThat(first.exit()).as(first::said).isZero();
            }
        }
        MailboxPicture.of(destination, mailbox).assertSameMessages(before);
    }

    private static CuttingProxy slow() throws Exception {
        return new CuttingProxy(
                destination.port(),
                () -> CuttingProxy.Watch.PASS,
                () -> CuttingProxy.Watch.PASS,
                SLOW);
    }

    private static TestSite site(Path folder, CuttingProxy proxy, String mailbox) throws Exception {
        return new TestSite(folder)
                .imap("source", source.port())
                .imap("destination", proxy.port())
                .route("imap-to-imap")
                .mailboxes(mailbox);
    }

    private static void awaitAppends(CuttingProxy proxy) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(1))
                .until(() -> proxy.sent() > 50_000);
    }

    /** Makes changes from the first to the last moment of a pass; how many. */
    private static int passWhile(TestSite site, Change change) throws Exception {
        try (CaravanProcess caravan = site.migrate()) {
            int changes = 0;
            while (caravan.runs()) {
                change.make(changes++);
            }
            assertThat(caravan.exit()).as(caravan::said).isZero();
            return changes;
        }
    }

    private static List<ItemHead> heads(MailboxSession session, FolderPath folder)
            throws Exception {
        List<ItemHead> heads = new ArrayList<>();
        session.list(folder, UidRange.ALL, heads::add);
        return heads;
    }

    /** Messages of the source that another mailbox has more often. */
    private static Map<String, Integer> moreOften(MailboxPicture there, MailboxPicture source) {
        Map<String, Integer> expected = contents(source);
        Map<String, Integer> found = contents(there);
        found.keySet().retainAll(expected.keySet());
        return more(found, expected);
    }

    /** Without flags, which change. */
    private static Map<String, Integer> contents(MailboxPicture picture) {
        Map<String, Integer> contents = new TreeMap<>();
        picture.messages()
                .forEach((line, count) -> contents.merge(content(line), count, Integer::sum));
        return contents;
    }

    private static String content(String line) {
        String[] parts = line.split(" \\| ");
        return parts[0] + " | " + parts[1] + " | " + parts[3];
    }

    private static String freshLine(int number) throws Exception {
        return MailboxPicture.line(FolderPath.INBOX, Messages.plain("fresh " + number));
    }

    private static void assertNotMore(
            Map<String, Integer> some, Map<String, Integer> all, String what) {
        assertThat(more(some, all)).as(what).isEmpty();
    }

    private static Map<String, Integer> more(Map<String, Integer> some, Map<String, Integer> all) {
        Map<String, Integer> more = new TreeMap<>();
        some.forEach(
                (line, count) -> {
                    if (count > all.getOrDefault(line, 0)) {
                        more.put(line, count - all.getOrDefault(line, 0));
                    }
                });
        return more;
    }
}
