package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail that its store lists in one folder: what labels decide, and what they must not. */
class HomesTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final FolderPath ALL = FolderPath.of("All Mail");
    private static final FolderPath WORK = FolderPath.of("Work");
    private static final FolderPath NEVER = FolderPath.of("Never");

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.source.home(ALL);
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.create(WORK, Optional.empty());
            session.create(NEVER, Optional.empty());
        }
        put("inbox", FolderPath.INBOX);
        put("work", WORK);
        put("never", NEVER);
        put("archived");
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private void put(String subject, FolderPath... labels) throws Exception {
        Item item = Messages.plain(subject);
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.append(
                    ALL, List.of(new Item(item.head().with(Places.of(labels)), item.content())));
        }
    }

    private static List<ItemHead> heads(MemoryStore store, FolderPath in) throws Exception {
        List<ItemHead> heads = new ArrayList<>();
        try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
            session.list(in, UidRange.ALL, heads::add);
        }
        return heads;
    }

    private void withoutLabels() {
        route.destination.faults().lack(StoreCapability.PLACES);
    }

    @Test
    void labelThatCannotBeThereShouldFailItsMessagesAlone() throws Exception {
        withoutLabels();
        route.destination
                .faults()
                .refuseNames(
                        path ->
                                path.equals(NEVER)
                                        ? Optional.of("no such names here")
                                        : Optional.empty());
        route.producer("separatorReplacement: ''").start();
        MailboxResult result = route.passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(3);
        assertThat(result.counts().failed()).isEqualTo(1);
    }

    /** The archive is one label among others, as far as trouble goes. */
    @Test
    void archiveThatCannotBeThereShouldFailWhatIsArchivedAlone() throws Exception {
        withoutLabels();
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(WORK, Optional.empty());
            session.create(NEVER, Optional.empty());
        }
        route.producer("createFolders: false").start();
        MailboxResult result = route.passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(3);
        assertThat(result.counts().failed()).isEqualTo(1);
        assertThat(route.passOfAlice().counts().copied()).isZero();
    }

    @Test
    void whoNamesTheHomeShouldGetAllThatIsListedThere() throws Exception {
        withoutLabels();
        route.consumer("folders: All Mail\nexcludeFolders: Work").start();
        MailboxResult result = route.passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(3);
        assertThat(result.counts().skipped()).isEqualTo(1);
    }

    @Test
    void whoNamesALabelShouldGetItsMessagesOnly() throws Exception {
        withoutLabels();
        route.consumer("folders: Work").start();
        MailboxResult result = route.passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(result.counts().skipped()).isEqualTo(3);
        List<String> differences = new ArrayList<>();
        route.verify(true, differences);
        assertThat(differences).isEmpty();
    }

    /** Elsewhere it would be another copy, which nobody deletes either. */
    @Test
    void copyThatItsOwnerHasFiledShouldOnlyLeaveWhatItWasGiven() throws Exception {
        route.destination.home(ALL);
        FolderPath tax = FolderPath.of("Tax");
        route.consumer("deletions: delete\nmaxDeletions: \"100%\"").start();
        route.passOfAlice();
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(tax, Optional.empty());
            for (ItemHead head : heads(route.destination, ALL)) {
                if (head.places().equals(Places.of(WORK))) {
                    session.storePlaces(ALL, Map.of(head.uid(), Places.of(WORK, tax)));
                }
            }
        }
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.delete(ALL, List.of(new Uid(1), new Uid(2)));
        }
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(heads(route.destination, ALL))
                .extracting(ItemHead::places)
                .containsExactlyInAnyOrder(Places.of(tax), Places.of(NEVER), Places.NONE);
    }

    @Test
    void labelsWithoutMessagesShouldBeFoldersAsWell() throws Exception {
        withoutLabels();
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.create(FolderPath.of("Empty"), Optional.empty());
        }
        route.start();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        try (MailboxSession session = route.destination.signIn(ALICE, Access.READ)) {
            assertThat(session.folders())
                    .extracting(Folder::path)
                    .contains(FolderPath.of("Empty"), WORK);
        }
    }
}
