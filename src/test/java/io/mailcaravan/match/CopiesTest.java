package io.mailcaravan.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {

    private static final String ID = "Message-ID: <one@x.example>\r\n";

    @TempDir Path folder;

    private final MemoryStore store = new MemoryStore("new");

    private final MailboxSession session;

    private final Item direct = Messages.item(ID + "Subject: a\r\n\r\nbody\r\n");
    private final Item byList = Messages.item(ID + "Subject: a\r\n\r\nbody\r\n--\r\nlist\r\n");
    private final Item[] twins = Messages.unequalTwins("twin");

    CopiesTest() throws MailboxException {
        session = store.signIn(Login.of("a@x.example"), Access.WRITE);
    }

    private Copies copies(Item... there) throws MailboxException {
        session.append(FolderPath.INBOX, List.of(there));
        return Copies.look(session, FolderPath.INBOX, UidRange.ALL, UidSet.EMPTY);
    }

    private Spool spool() {
        return new Spool(folder, 1 << 20);
    }

    /** UIDs, 0 where nothing was found. */
    private List<Long> find(Copies copies, Others others, Item... items) throws MailboxException {
        List<Wanted> wanted = Arrays.stream(items).map(Wanted::of).toList();
        return copies.find(session, wanted, others, false, uid -> false, spool()).stream()
                .map(found -> found.map(Found::uid).map(Uid::value).orElse(0L))
                .toList();
    }

    private List<Long> find(Copies copies, Item... items) throws MailboxException {
        return find(copies, Others.NONE, items);
    }

    @Test
    void anotherMessageWithTheSameIdAndDateShouldNotBeTaken() throws Exception {
        Copies copies = copies(direct);
        assertThat(find(copies, byList)).containsExactly(0L);
        assertThat(find(copies, direct)).containsExactly(1L);
    }

    @Test
    void eachShouldBeFoundOnce() throws Exception {
        Copies copies = copies(direct, direct);
        assertThat(find(copies, direct, direct, direct)).containsExactly(1L, 2L, 0L);
        assertThat(copies.isEmpty()).isTrue();
    }

    @Test
    void unequalTwinsShouldNotBeTakenForOneAnother() throws Exception {
        Copies copies = copies(twins[1]);
        assertThat(find(copies, twins[0])).containsExactly(0L);
        assertThat(find(copies, twins[2])).containsExactly(0L);
        assertThat(find(copies, twins[2], twins[1], twins[0])).containsExactly(0L, 1L, 0L);
    }

    @Test
    void headerAddedByTheStoreShouldNotHideACopy() throws Exception {
        assertThat(
                        find(
                                copies(
                                        Messages.item(
                                                "X-Store: y\r\n"
                                                        + ID
                                                        + "Subject: a\r\n\r\nbody\r\n")),
                                direct))
                .containsExactly(1L);
    }

    /** It is the same mail delivered a second time. */
    @Test
    void traceOfAnotherDeliveryShouldMakeItAnotherMessage() throws Exception {
        Item again =
                Messages.item(
                        "Received: from b by c; Tue, 15 Jun 2021 08:30:00 +0000\r\n"
                                + ID
                                + "Subject: a\r\n\r\nbody\r\n");
        assertThat(find(copies(again), direct)).containsExactly(0L);
    }

    @Test
    void anotherValueOfAFieldShouldMakeItAnotherMessage() throws Exception {
        Item other = Messages.item("X-Store: y\r\n" + ID + "Subject: b\r\n\r\nbody\r\n");
        assertThat(find(copies(other), direct)).containsExactly(0L);
    }

    @Test
    void otherLineEndsShouldNotHideACopy() throws Exception {
        assertThat(find(copies(Messages.item(ID + "Subject: a\r\n\r\nbody\n")), direct))
                .containsExactly(1L);
    }

    /** What is only like an item belongs to the one that it equals, even if that comes later. */
    @Test
    void likenessShouldGiveWayToAnItemThatMayCome() throws Exception {
        Item bare = Messages.item(ID + "Subject: a\n\nbody\n");
        Copies copies = copies(bare);
        Others later =
                new Others() {
                    @Override
                    public long later(Instant internalDate, long least, long most) {
                        long size = bare.content().size();
                        return internalDate.equals(Messages.DATE) && least <= size && size <= most
                                ? 1
                                : 0;
                    }

                    @Override
                    public long unplaced(Uid uid, long size) {
                        return 0;
                    }
                };
        assertThat(find(copies, later, direct)).containsExactly(0L);
        assertThat(find(copies, later, direct, bare)).containsExactly(0L, 1L);
    }

    @Test
    void likenessShouldLeaveOneForEachItemThatMayCome() throws Exception {
        Copies copies = copies(byList, Messages.item(ID + "Subject: a\r\n\r\nbody\r\n"), direct);
        Item bare = Messages.item(ID + "Subject: a\n\nbody\n");
        Others one =
                new Others() {
                    @Override
                    public long later(Instant internalDate, long least, long most) {
                        long size = direct.content().size();
                        return least <= size && size <= most ? 1 : 0;
                    }

                    @Override
                    public long unplaced(Uid uid, long size) {
                        return 0;
                    }
                };
        assertThat(find(copies, one, bare)).containsExactly(2L);
        assertThat(find(copies, one, bare)).containsExactly(0L);
        assertThat(find(copies, direct)).containsExactly(3L);
    }

    @Test
    void nearestShouldBeTakenFirst() throws Exception {
        String text = "Subject: a\r\n\r\nbody\r\n";
        Item noted = Messages.item("X-Note: n\r\n" + ID + text);
        Copies copies =
                copies(
                        Messages.item("X-Store: y\r\nX-Note: n\r\n" + ID + text),
                        Messages.item("X-Store: y\r\n" + ID + text));
        assertThat(find(copies, direct, noted)).containsExactly(2L, 1L);
    }

    @Test
    void copiesOfItemsWithoutPlaceShouldBeLeft() throws Exception {
        Copies copies = copies(direct, byList, direct, direct);
        Others two =
                new Others() {
                    @Override
                    public long later(Instant internalDate, long least, long most) {
                        return 0;
                    }

                    @Override
                    public long unplaced(Uid uid, long size) {
                        return size == direct.content().size() ? 2 : 0;
                    }
                };
        assertThat(find(copies, two, direct, direct, byList)).containsExactly(1L, 0L, 2L);
    }

    @Test
    void anotherDateShouldDoWhereAskedForOnly() throws Exception {
        Item later = Messages.with(direct, Messages.DATE.plusSeconds(3));
        Copies copies = copies(later);
        assertThat(find(copies, direct)).containsExactly(0L);
        List<Wanted> wanted = List.of(Wanted.of(direct));
        assertThat(copies.find(session, wanted, Others.NONE, true, uid -> true, spool()).get(0))
                .isPresent();
    }

    @Test
    void itemWithoutMessageIdShouldBeFound() throws Exception {
        Item nameless = Messages.item("Subject: none\r\n\r\nbody\r\n");
        Item other = Messages.item("Subject: none\r\n\r\nbodi\r\n");
        Item bare = Messages.item("Subject: two\n\nbody\n");
        Copies copies = copies(other, nameless, Messages.item("Subject: two\r\n\r\nbody\r\n"));
        assertThat(find(copies, nameless, bare, nameless)).containsExactly(2L, 3L, 0L);
    }

    @Test
    void itemThatIsAloneShouldNotBeReadAgain() throws Exception {
        Copies copies = copies(direct);
        store.faults().cutNextReadAfter(0);
        List<Wanted> alone = List.of(new Wanted(direct, Optional.empty(), true));
        assertThat(copies.find(session, alone, Others.NONE, false, uid -> false, spool()).get(0))
                .isPresent();
    }

    @Test
    void lostConnectionShouldTakeNothing() throws Exception {
        Copies copies = copies(twins);
        store.faults().cutNextReadAfter(1);
        List<Wanted> wanted = Arrays.stream(twins).map(Wanted::of).toList();
        assertThat(
                        catchThrowable(
                                () ->
                                        copies.find(
                                                session,
                                                wanted,
                                                Others.NONE,
                                                false,
                                                uid -> false,
                                                spool())))
                .isInstanceOf(MailboxException.class);
        MailboxSession again = store.signIn(Login.of("a@x.example"), Access.WRITE);
        assertThat(copies.find(again, wanted, Others.NONE, false, uid -> false, spool()))
                .allMatch(Optional::isPresent);
    }

    /** As Exchange does now and then. */
    @Test
    void copyThatIsDeliveredOnlyAloneShouldBeFound() throws Exception {
        Copies copies = copies(twins);
        store.faults().withholdInSets(head -> head.uid().value() != 1);
        List<Wanted> wanted = Arrays.stream(twins).map(Wanted::of).toList();
        assertThat(copies.find(session, wanted, Others.NONE, false, uid -> false, spool()))
                .allMatch(Optional::isPresent);
    }

    /** Next to it lies the item's copy, or it will once it is appended. */
    @Test
    void copyThatIsMarkedDeletedShouldBeNoneOfAnItemThatIsNot() throws Exception {
        Item deleted = Messages.with(direct, Flags.of(SystemFlag.DELETED));
        Copies copies = copies(deleted);
        assertThat(find(copies, direct)).containsExactly(0L);
        assertThat(find(copies, deleted)).containsExactly(1L);
        assertThat(find(copies(deleted, direct), direct, direct)).containsExactly(3L, 0L);
    }

    /** Its owner may have marked it since. */
    @Test
    void copyThatWasAppendedHereShouldBeFoundWhereItIsMarkedDeleted() throws Exception {
        Copies copies = copies(Messages.with(direct, Flags.of(SystemFlag.DELETED)));
        List<Wanted> wanted = List.of(Wanted.of(direct));
        assertThat(copies.find(session, wanted, Others.NONE, true, uid -> true, spool()).get(0))
                .isPresent();
    }
}
