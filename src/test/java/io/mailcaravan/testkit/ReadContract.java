package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Listing and reading. */
public interface ReadContract extends StoreFixture {

    @Test
    default void readShouldDeliverTheBytesThatWereAppended() throws Exception {
        Item[] items = Messages.varied(20);
        fill(FolderPath.INBOX, items);

        assertThat(received(FolderPath.INBOX))
                .extracting(Received::sha256)
                .containsExactly(Stream.of(items).map(Received::sha256).toArray(String[]::new));
    }

    @Test
    default void listShouldTellUidsUpwards() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(12));

        List<ItemHead> heads = heads(FolderPath.INBOX);

        assertThat(heads).hasSize(12);
        assertThat(heads).extracting(ItemHead::uid).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void listShouldTellTheSizeOfOrdinaryMessages() throws Exception {
        Item[] items = Messages.varied(5);
        fill(FolderPath.INBOX, items);

        assertThat(heads(FolderPath.INBOX))
                .extracting(ItemHead::size)
                .containsExactly(
                        Stream.of(items).map(item -> item.content().size()).toArray(Long[]::new));
    }

    @Test
    default void listOfAnEmptyFolderShouldTellNothing() throws Exception {
        assertThat(heads(FolderPath.INBOX)).isEmpty();
    }

    @Test
    default void listShouldKeepToTheRange() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(5));
        List<Uid> uids = heads(FolderPath.INBOX).stream().map(ItemHead::uid).toList();

        try (MailboxSession session = source()) {
            assertThat(uidsOf(session, new UidRange(uids.get(1), uids.get(3))))
                    .isEqualTo(uids.subList(1, 4));
            assertThat(uidsOf(session, new UidRange(uids.get(2), uids.get(2))))
                    .containsExactly(uids.get(2));
            assertThat(uidsOf(session, UidRange.from(uids.get(4)))).containsExactly(uids.get(4));
        }
    }

    /** In IMAP {@code 100:*} means the last message too when there are fewer than 100. */
    @Test
    default void listFromUidNextShouldTellNothing() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(3));

        try (MailboxSession session = source()) {
            FolderStatus status = session.status(FolderPath.INBOX);
            assertThat(uidsOf(session, UidRange.from(status.uidNext()))).isEmpty();
        }
    }

    @Test
    default void readShouldDeliverEveryWindow() throws Exception {
        Item[] items = Messages.varied(11);
        fill(FolderPath.INBOX, items);
        List<ItemHead> heads = heads(FolderPath.INBOX);

        try (MailboxSession session = source()) {
            List<Received> got =
                    Sessions.readWindows(
                            session,
                            FolderPath.INBOX,
                            List.of(
                                    heads.subList(0, 1),
                                    heads.subList(1, 6),
                                    heads.subList(8, 10),
                                    heads.subList(10, 11)));
            assertThat(got)
                    .extracting(Received::sha256)
                    .containsExactlyInAnyOrder(
                            Stream.of(0, 1, 2, 3, 4, 5, 8, 9, 10)
                                    .map(i -> Received.sha256(items[i]))
                                    .toArray(String[]::new));
            if (session.capabilities().contains(StoreCapability.FLAGS)) {
                assertThat(got)
                        .extracting(item -> item.head().flags())
                        .contains(Flags.NONE, items[1].head().flags(), items[3].head().flags());
            }
        }
    }

    @Test
    default void readShouldLeaveOutWhatIsNotThere() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(3));
        List<ItemHead> heads = heads(FolderPath.INBOX);

        try (MailboxSession session = source()) {
            Uid never = new Uid(session.status(FolderPath.INBOX).uidNext().value() + 7);
            ItemHead ghost = new ItemHead(never, Flags.NONE, Messages.DATE, 100);
            List<Received> got =
                    Sessions.readWindows(
                            session,
                            FolderPath.INBOX,
                            List.of(
                                    List.of(heads.get(0), ghost),
                                    List.of(ghost),
                                    heads.subList(1, 3)));
            assertThat(got)
                    .extracting(Received::uid)
                    .containsExactlyInAnyOrderElementsOf(
                            heads.stream().map(ItemHead::uid).toList());
        }
    }

    @Test
    default void readShouldLeaveOutWhatHasGoneSinceTheListing() throws Exception {
        require(StoreCapability.DELETE);
        fill(FolderPath.INBOX, Messages.varied(3));

        try (MailboxSession session = source();
                MailboxSession other = destination()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            other.delete(FolderPath.INBOX, List.of(heads.get(1).uid()));

            assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                    .extracting(Received::uid)
                    .containsExactlyInAnyOrder(heads.get(0).uid(), heads.get(2).uid());
        }
    }

    @Test
    default void largeItemShouldGoThroughTheSpoolAndLeaveNothingThere() throws Exception {
        Item large = Messages.large("large", 3_000_000);
        fill(FolderPath.INBOX, Messages.plain("before"), large, Messages.plain("after"));

        assertThat(received(FolderPath.INBOX))
                .extracting(Received::sha256)
                .contains(Received.sha256(large))
                .hasSize(3);
        if (spoolFolder().isPresent() && Files.isDirectory(spoolFolder().get())) {
            assertThat(spoolFolder().get()).isEmptyDirectory();
        }
    }

    /** Days far from midnight, so that the store's time zone does not matter. */
    @Test
    default void searchShouldFindWhatTheConditionHoldsFor() throws Exception {
        require(StoreCapability.SEARCH, StoreCapability.INTERNAL_DATE);
        fill(
                FolderPath.INBOX,
                Messages.with(Messages.plain("old"), Instant.parse("2015-03-01T12:00:00Z")),
                Messages.with(Messages.plain("new"), Instant.parse("2019-03-01T12:00:00Z")),
                Messages.large("large", 20_000));
        List<Uid> uids = heads(FolderPath.INBOX).stream().map(ItemHead::uid).toList();
        LocalDate day = LocalDate.of(2018, 1, 1);

        try (MailboxSession session = source()) {
            assertThat(session.search(FolderPath.INBOX, new SearchKey.Before(day)))
                    .isEqualTo(UidSet.of(uids.subList(0, 1)));
            assertThat(session.search(FolderPath.INBOX, new SearchKey.Since(day)))
                    .isEqualTo(UidSet.of(uids.subList(1, 3)));
            assertThat(session.search(FolderPath.INBOX, new SearchKey.Larger(10_000)))
                    .isEqualTo(UidSet.of(uids.subList(2, 3)));
            // all three have the same Date: header, in 2021
            assertThat(session.search(FolderPath.INBOX, new SearchKey.SentSince(day)))
                    .isEqualTo(UidSet.of(uids));
            assertThat(session.search(FolderPath.INBOX, new SearchKey.SentBefore(day)))
                    .isEqualTo(UidSet.EMPTY);
        }
    }

    private static List<Uid> uidsOf(MailboxSession session, UidRange range) throws Exception {
        return Sessions.heads(session, FolderPath.INBOX, range).stream()
                .map(ItemHead::uid)
                .toList();
    }
}
