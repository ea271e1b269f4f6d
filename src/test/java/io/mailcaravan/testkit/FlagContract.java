package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flags and keywords. */
public interface FlagContract extends StoreFixture {

    @ParameterizedTest
    @EnumSource
    default void appendShouldPreserveSystemFlag(SystemFlag flag) throws Exception {
        require(StoreCapability.FLAGS);
        assertKept(Flags.of(flag));
    }

    @Test
    default void appendShouldPreserveAllSystemFlagsTogether() throws Exception {
        require(StoreCapability.FLAGS);
        assertKept(Flags.of(SystemFlag.values()));
    }

    @Test
    default void appendShouldPreserveKeywords() throws Exception {
        require(StoreCapability.FLAGS, StoreCapability.KEYWORDS);
        assertKept(Flags.parse("\\Seen $Forwarded $MDNSent NonJunk Projekt-X $label1"));
    }

    @Test
    default void flagsShouldBeKeptOrReportedAsDropped() throws Exception {
        Flags asked = Flags.parse("\\Flagged \\Seen $Forwarded one two");

        List<AppendOutcome> outcomes =
                fill(FolderPath.INBOX, Messages.with(Messages.plain("x"), asked));

        Flags dropped = ((Appended) outcomes.get(0)).dropped();
        assertThat(heads(FolderPath.INBOX).get(0).flags()).isEqualTo(asked.without(dropped));
    }

    @Test
    default void messageWithoutFlagsShouldHaveNone() throws Exception {
        fill(FolderPath.INBOX, Messages.plain("unseen"));

        assertThat(heads(FolderPath.INBOX).get(0).flags()).isEqualTo(Flags.NONE);
    }

    @Test
    default void flagsShouldStayWithTheirMessage() throws Exception {
        require(StoreCapability.FLAGS);
        Item[] items = Messages.varied(8);
        fill(FolderPath.INBOX, items);

        List<Received> got = received(FolderPath.INBOX);
        for (int i = 0; i < items.length; i++) {
            assertThat(got.get(i).head().flags()).isEqualTo(items[i].head().flags());
        }
    }

    @Test
    default void storedFlagsShouldReplaceTheOldOnes() throws Exception {
        require(StoreCapability.FLAGS, StoreCapability.STORE_FLAGS);
        fill(FolderPath.INBOX, Messages.varied(4));
        List<Uid> uids = uids();

        try (MailboxSession session = destination()) {
            session.storeFlags(
                    FolderPath.INBOX,
                    Map.of(
                            uids.get(0), Flags.of(SystemFlag.ANSWERED),
                            uids.get(1), Flags.NONE,
                            uids.get(3), Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT)));
        }

        assertThat(heads(FolderPath.INBOX))
                .extracting(ItemHead::flags)
                .containsExactly(
                        Flags.of(SystemFlag.ANSWERED),
                        Flags.NONE,
                        Flags.of(SystemFlag.SEEN, SystemFlag.ANSWERED),
                        Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT));
        assertThat(uids()).isEqualTo(uids);
    }

    @Test
    default void storedKeywordsShouldBeListed() throws Exception {
        require(StoreCapability.FLAGS, StoreCapability.STORE_FLAGS, StoreCapability.KEYWORDS);
        Flags before = Flags.parse("$Forwarded old");
        fill(FolderPath.INBOX, Messages.with(Messages.plain("x"), before));
        Flags after = Flags.parse("\\Seen new $Forwarded");

        try (MailboxSession session = destination()) {
            session.storeFlags(FolderPath.INBOX, Map.of(uids().get(0), after));
        }

        assertThat(heads(FolderPath.INBOX).get(0).flags()).isEqualTo(after);
    }

    /** EXPUNGE alone would take all that carry {@code \Deleted}; hence UIDPLUS's UID EXPUNGE. */
    @Test
    default void deleteShouldRemoveOnlyWhatIsNamed() throws Exception {
        require(StoreCapability.DELETE);
        Flags deleted = Flags.of(SystemFlag.DELETED);
        fill(
                FolderPath.INBOX,
                Messages.with(Messages.plain("marked by its owner"), deleted),
                Messages.plain("to go"),
                Messages.plain("to stay"),
                Messages.plain("to go too"));
        List<Uid> uids = uids();

        try (MailboxSession session = destination()) {
            session.delete(FolderPath.INBOX, List.of(uids.get(1), uids.get(3)));
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(2);
        }

        assertThat(uids()).containsExactly(uids.get(0), uids.get(2));
    }

    @Test
    default void deletingAndFlaggingWhatIsGoneShouldBeNoError() throws Exception {
        require(StoreCapability.DELETE, StoreCapability.STORE_FLAGS);
        fill(FolderPath.INBOX, Messages.varied(2));
        List<Uid> uids = uids();

        try (MailboxSession session = destination()) {
            session.delete(FolderPath.INBOX, List.of(uids.get(0)));
            session.delete(FolderPath.INBOX, List.of(uids.get(0)));
            session.storeFlags(FolderPath.INBOX, Map.of(uids.get(0), Flags.of(SystemFlag.FLAGGED)));
        }

        assertThat(uids()).containsExactly(uids.get(1));
    }

    private List<Uid> uids() throws Exception {
        return heads(FolderPath.INBOX).stream().map(ItemHead::uid).toList();
    }

    private void assertKept(Flags flags) throws Exception {
        List<AppendOutcome> outcomes =
                fill(
                        FolderPath.INBOX,
                        Messages.plain("without"),
                        Messages.with(Messages.plain("with"), flags));

        Flags kept = flags.without(impossibleFlags());
        assertThat(((Appended) outcomes.get(1)).dropped()).isEqualTo(flags.without(kept));
        assertThat(heads(FolderPath.INBOX))
                .extracting(ItemHead::flags)
                .containsExactly(Flags.NONE, kept);
    }
}
