package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.ReplaceOutcome;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stores promise of contacts, events and tasks. */
public interface ChangingItemsContract extends StoreFixture {

    private FolderPath folder(ItemKind kind) throws Exception {
        assumeTrue(
                store().kinds().contains(kind),
                () -> lacks(kind.toString(), "holds items of this kind"));
        FolderPath path = FolderPath.of(kind, "Personal");
        try (MailboxSession session = destination()) {
            session.create(path, Optional.empty());
        }
        return path;
    }

    private String only(FolderPath path) throws Exception {
        List<Received> all = received(path);
        assertThat(all).hasSize(1);
        return all.get(0).text();
    }

    private ReplaceOutcome replace(FolderPath path, Uid uid, Version expected, String text)
            throws Exception {
        try (MailboxSession session = destination()) {
            return session.replace(
                    path, uid, expected, KindItems.of(path.kind(), "a@test.example", text));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTACT", "EVENT", "TASK"})
    default void foldersOfAKindShouldBeToldAsSuch(ItemKind kind) throws Exception {
        FolderPath path = folder(kind);
        try (MailboxSession session = source()) {
            assertThat(session.folders()).extracting(Folder::path).contains(path);
            assertThat(session.folders())
                    .extracting(Folder::kind)
                    .allSatisfy(told -> assertThat(store().kinds()).contains(told));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTACT", "EVENT", "TASK"})
    default void itemShouldBeReplacedInItsPlace(ItemKind kind) throws Exception {
        FolderPath path = folder(kind);
        require(StoreCapability.REPLACE);
        fill(path, KindItems.of(kind, "a@test.example", "before"));
        ItemHead before = heads(path).get(0);
        ReplaceOutcome outcome = replace(path, before.uid(), before.version(), "after");
        ItemHead after = heads(path).get(0);

        assertThat(outcome).isInstanceOf(ReplaceOutcome.Replaced.class);
        assertThat(only(path)).contains("after").doesNotContain("before");
        assertThat(after.uid()).isEqualTo(before.uid());
        assertThat(before.version().isKnown()).isTrue();
        assertThat(after.version())
                .isNotEqualTo(before.version())
                .isEqualTo(((ReplaceOutcome.Replaced) outcome).version());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTACT", "EVENT", "TASK"})
    default void whatSomebodyHasChangedMeanwhileShouldNotBeReplaced(ItemKind kind)
            throws Exception {
        FolderPath path = folder(kind);
        require(StoreCapability.REPLACE);
        fill(path, KindItems.of(kind, "a@test.example", "before"));
        ItemHead before = heads(path).get(0);
        replace(path, before.uid(), Version.NONE, "by its owner");

        assertThat(replace(path, before.uid(), before.version(), "after"))
                .isInstanceOf(ReplaceOutcome.Changed.class);
        assertThat(only(path)).contains("by its owner");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTACT", "EVENT", "TASK"})
    default void whatIsGoneShouldNotComeBackByReplacing(ItemKind kind) throws Exception {
        FolderPath path = folder(kind);
        require(StoreCapability.REPLACE, StoreCapability.DELETE);
        fill(path, KindItems.of(kind, "a@test.example", "before"));
        ItemHead before = heads(path).get(0);
        try (MailboxSession session = destination()) {
            session.delete(path, Set.of(before.uid()));
        }

        assertThat(replace(path, before.uid(), before.version(), "after"))
                .isInstanceOf(ReplaceOutcome.Missing.class);
        assertThat(heads(path)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTACT", "EVENT", "TASK"})
    default void changedContentShouldBeToldWithItsVersion(ItemKind kind) throws Exception {
        FolderPath path = folder(kind);
        require(StoreCapability.REPLACE, StoreCapability.CHANGES);
        fill(path, KindItems.of(kind, "a@test.example", "before"));
        fill(path, KindItems.of(kind, "b@test.example", "stays"));
        Uid uid = heads(path).get(0).uid();
        List<ItemHead> told = new ArrayList<>();
        try (MailboxSession session = source()) {
            FolderStatus status = session.status(path);
            ChangeCursor since = status.cursor().orElseThrow();
            replace(path, uid, Version.NONE, "after");
            boolean all =
                    session.changes(
                            path,
                            since,
                            change -> {
                                if (change instanceof ItemChange.NewContent(ItemHead head)) {
                                    told.add(head);
                                }
                            });
            assertThat(all).isTrue();
        }
        assertThat(told).containsExactly(heads(path).get(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTACT", "EVENT", "TASK"})
    default void fingerprintsShouldTellTheUid(ItemKind kind) throws Exception {
        FolderPath path = folder(kind);
        fill(path, KindItems.of(kind, "a@test.example", "x"));
        try (MailboxSession session = source()) {
            assertThat(Sessions.fingerprints(session, path, UidRange.ALL).values())
                    .singleElement()
                    .satisfies(print -> assertThat(print.identity()).contains("a@test.example"));
        }
    }
}
