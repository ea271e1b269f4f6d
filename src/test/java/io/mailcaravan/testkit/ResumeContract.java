package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a later pass, or a look-up after a crash, relies on. */
public interface ResumeContract extends StoreFixture {

    @Test
    default void statusShouldTellWhereTheFolderStands() throws Exception {
        FolderStatus empty = status(FolderPath.INBOX);
        fill(FolderPath.INBOX, Messages.varied(6));
        FolderStatus full = status(FolderPath.INBOX);

        assertThat(empty.messages()).isZero();
        assertThat(full.messages()).isEqualTo(6);
        assertThat(full.path()).isEqualTo(FolderPath.INBOX);
        assertThat(full.uidValidity()).isEqualTo(empty.uidValidity());
        assertThat(full.uidNext()).isGreaterThan(empty.uidNext());
        assertThat(heads(FolderPath.INBOX))
                .extracting(ItemHead::uid)
                .allSatisfy(uid -> assertThat(uid).isBetween(empty.uidNext(), full.uidNext()))
                .doesNotContain(full.uidNext());
    }

    @Test
    default void uidsShouldBeTheSameInEverySession() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(6));
        List<ItemHead> first = heads(FolderPath.INBOX);
        FolderStatus before = status(FolderPath.INBOX);

        assertThat(heads(FolderPath.INBOX)).isEqualTo(first);
        assertThat(status(FolderPath.INBOX)).isEqualTo(before);
    }

    @Test
    default void uidsShouldNeverBeUsedAgain() throws Exception {
        require(StoreCapability.DELETE);
        fill(FolderPath.INBOX, Messages.varied(3));
        List<Uid> old = heads(FolderPath.INBOX).stream().map(ItemHead::uid).toList();
        try (MailboxSession session = destination()) {
            session.delete(FolderPath.INBOX, old);
        }
        FolderStatus emptied = status(FolderPath.INBOX);
        fill(FolderPath.INBOX, Messages.plain("new"));

        assertThat(emptied.messages()).isZero();
        assertThat(emptied.uidNext()).isGreaterThan(old.get(2));
        assertThat(heads(FolderPath.INBOX).get(0).uid()).isGreaterThan(old.get(2));
    }

    @Test
    default void statusInAnOpenSessionShouldSeeWhatAnotherAppended() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(2));
        try (MailboxSession session = source()) {
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(2);
            fill(FolderPath.INBOX, Messages.plain("later"));
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
            assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(3);
        }
    }

    @Test
    default void fingerprintsFromTheFenceShouldTellOnlyWhatCameAfterIt() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(5));
        Uid fence = status(FolderPath.INBOX).uidNext();
        Item after = Messages.with(Messages.plain("after fence"), Messages.DATE);
        fill(FolderPath.INBOX, after);

        try (MailboxSession session = destination()) {
            Map<Uid, Fingerprint> found =
                    Sessions.fingerprints(session, FolderPath.INBOX, UidRange.from(fence));
            assertThat(found.values())
                    .containsExactly(
                            Fingerprint.of(
                                    after.content().open(),
                                    after.content().size(),
                                    heads(FolderPath.INBOX).get(5).internalDate()));
            assertThat(found.values())
                    .extracting(Fingerprint::identity)
                    .containsExactly(Optional.of("<after.fence@test.example>"));
            assertThat(found.keySet())
                    .allSatisfy(uid -> assertThat(uid).isGreaterThanOrEqualTo(fence));
        }
    }

    /** One mail for two addresses, received in one second. */
    @Test
    default void fingerprintsOfUnequalTwinsShouldDiffer() throws Exception {
        fill(FolderPath.INBOX, Messages.unequalTwins("twin"));
        try (MailboxSession session = source()) {
            assertThat(Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL).values())
                    .extracting(Fingerprint::header)
                    .containsExactly(
                            header(Messages.unequalTwins("twin")[0]),
                            header(Messages.unequalTwins("twin")[1]),
                            header(Messages.unequalTwins("twin")[2]))
                    .satisfies(headers -> assertThat(headers.get(0)).isNotEqualTo(headers.get(1)));
        }
    }

    private static Digest header(Item item) throws IOException {
        return Fingerprint.of(item.content().open(), 0, Messages.DATE).header();
    }

    @Test
    default void fingerprintsShouldBeToldInUidOrder() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(7));
        try (MailboxSession session = source()) {
            assertThat(Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL).keySet())
                    .containsExactlyElementsOf(
                            heads(FolderPath.INBOX).stream().map(ItemHead::uid).toList());
        }
    }

    /** The header lines as written; {@code ~} stands for CRLF. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "Message-ID: <a@b>~, <a@b>",
                "MESSAGE-id:<a@b>~, <a@b>",
                "Message-Id:   <a@b>   ~, <a@b>",
                "Message-ID:~ <folded@b>~, <folded@b>",
                "Message-ID:~\t<folded@b>~, <folded@b>",
                "X-Message-ID: <other@b>~, none",
                "Subject: none~, none",
                "Subject: folded~ Message-ID: <in.a.subject@b>~, none"
            })
    default void messageIdShouldBeFoundInAnyForm(String line, String expected) throws Exception {
        fill(
                FolderPath.INBOX,
                Messages.item(
                        "From: a@b\r\n"
                                + line.replace("~", "\r\n")
                                + "To: c@d\r\n\r\nMessage-ID: <in.the.body@b>\r\n"));
        try (MailboxSession session = source()) {
            assertThat(Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL).values())
                    .extracting(Fingerprint::identity)
                    .containsExactly(Optional.ofNullable(expected));
        }
    }

    @Test
    default void changesShouldTellWhatChangedAndNothingElse() throws Exception {
        require(StoreCapability.CHANGES, StoreCapability.STORE_FLAGS, StoreCapability.FLAGS);
        fill(FolderPath.INBOX, Messages.varied(5));
        List<ItemHead> heads = heads(FolderPath.INBOX);
        var since = status(FolderPath.INBOX).cursor().orElseThrow();
        Uid changed = heads.get(2).uid();
        try (MailboxSession session = destination()) {
            session.storeFlags(FolderPath.INBOX, Map.of(changed, Flags.of(SystemFlag.FLAGGED)));
        }
        fill(FolderPath.INBOX, Messages.plain("new"));
        Uid added = heads(FolderPath.INBOX).get(5).uid();

        Map<Uid, Flags> changes = new HashMap<>();
        try (MailboxSession session = source()) {
            told(session, since, changes);
        }

        assertThat(changes)
                .isEqualTo(Map.of(changed, Flags.of(SystemFlag.FLAGGED), added, Flags.NONE));
        assertThat(status(FolderPath.INBOX).cursor().orElseThrow()).isNotEqualTo(since);
    }

    @Test
    default void nothingChangedShouldTellNothing() throws Exception {
        require(StoreCapability.CHANGES);
        fill(FolderPath.INBOX, Messages.varied(3));
        Map<Uid, Flags> changes = new HashMap<>();
        try (MailboxSession session = source()) {
            told(session, session.status(FolderPath.INBOX).cursor().orElseThrow(), changes);
        }
        assertThat(changes).isEmpty();
    }

    private static void told(MailboxSession session, ChangeCursor since, Map<Uid, Flags> to)
            throws Exception {
        boolean told =
                session.changes(
                        FolderPath.INBOX,
                        since,
                        change -> {
                            if (change instanceof ItemChange.NewFlags(Uid uid, Flags flags)) {
                                to.put(uid, flags);
                            }
                        });
        assertThat(told).isTrue();
    }

    @Test
    default void foldersShouldNotShareUids() throws Exception {
        FolderPath other = FolderPath.of("Other");
        make(List.of(other));
        fill(FolderPath.INBOX, Messages.varied(2));
        // others, as a store may keep equal messages of two folders as one
        fill(
                other,
                Messages.numbered(12),
                Messages.numbered(13),
                Messages.numbered(14),
                Messages.numbered(15));

        assertThat(status(FolderPath.INBOX).messages()).isEqualTo(2);
        assertThat(status(other).messages()).isEqualTo(4);
    }

    private FolderStatus status(FolderPath folder) throws Exception {
        try (MailboxSession session = source()) {
            return session.status(folder);
        }
    }
}
