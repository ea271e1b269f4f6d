package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stores promise in which an item may lie in several folders. */
public interface PlacesContract extends StoreFixture {

    FolderPath WORK = FolderPath.of("Work");
    FolderPath FAMILY = FolderPath.of("家族");

    private void folders() throws Exception {
        require(StoreCapability.PLACES);
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.create(FAMILY, Optional.empty());
        }
    }

    private static Item in(Places places, String subject) {
        Item item = Messages.plain(subject);
        return new Item(item.head().with(places), item.content());
    }

    private Uid only() throws Exception {
        return heads(FolderPath.INBOX).get(0).uid();
    }

    private void store(Uid uid, Places places) throws Exception {
        try (MailboxSession session = destination()) {
            session.storePlaces(FolderPath.INBOX, Map.of(uid, places));
        }
    }

    @Test
    default void itemShouldBeToldOnceWithAllItsPlaces() throws Exception {
        folders();
        Places places = Places.of(WORK, FAMILY);
        fill(FolderPath.INBOX, in(places, "everywhere"));

        assertThat(heads(FolderPath.INBOX))
                .singleElement()
                .satisfies(head -> assertThat(head.places()).isEqualTo(places));
        assertThat(received(FolderPath.INBOX))
                .singleElement()
                .satisfies(got -> assertThat(got.head().places()).isEqualTo(places));
        assertThat(heads(WORK)).isEmpty();
        try (MailboxSession session = source()) {
            assertThat(session.status(FAMILY).messages()).isZero();
        }
    }

    @Test
    default void storedPlacesShouldReplaceTheOldOnes() throws Exception {
        folders();
        fill(FolderPath.INBOX, in(Places.of(WORK), "moves"), in(Places.of(WORK), "stays"));
        store(only(), Places.of(FAMILY));

        assertThat(heads(FolderPath.INBOX))
                .extracting(head -> head.places())
                .containsExactly(Places.of(FAMILY), Places.of(WORK));
        store(only(), Places.NONE);
        assertThat(heads(FolderPath.INBOX).get(0).places()).isEqualTo(Places.NONE);
    }

    @Test
    default void placeThatIsNotThereShouldBeRefusedAndChangeNothing() throws Exception {
        folders();
        fill(FolderPath.INBOX, in(Places.of(WORK), "stays"));
        Uid uid = only();
        Places missing = Places.of(FolderPath.of("nowhere"));

        assertThatThrownBy(() -> store(uid, missing))
                .isInstanceOfSatisfying(
                        MailboxException.class, e -> assertThat(e.scope()).isEqualTo(Scope.FOLDER));
        assertThat(heads(FolderPath.INBOX).get(0).places()).isEqualTo(Places.of(WORK));
        assertThatThrownBy(() -> fill(FolderPath.INBOX, in(missing, "new")))
                .isInstanceOf(MailboxException.class);
        assertThat(heads(FolderPath.INBOX)).hasSize(1);
    }

    @Test
    default void changedPlacesShouldBeTold() throws Exception {
        folders();
        require(StoreCapability.CHANGES);
        fill(FolderPath.INBOX, in(Places.of(WORK), "moves"));
        Uid uid = only();
        Map<Uid, Places> told = new HashMap<>();
        try (MailboxSession session = source()) {
            ChangeCursor since = session.status(FolderPath.INBOX).cursor().orElseThrow();
            store(uid, Places.of(FAMILY));
            assertThat(
                            session.changes(
                                    FolderPath.INBOX,
                                    since,
                                    change -> {
                                        if (change
                                                instanceof
                                                ItemChange.NewPlaces(Uid of, Places now)) {
                                            told.put(of, now);
                                        }
                                    }))
                    .isTrue();
        }
        assertThat(told).isEqualTo(Map.of(uid, Places.of(FAMILY)));
    }

    @Test
    default void replacedItemShouldStayInItsPlaces() throws Exception {
        folders();
        require(StoreCapability.REPLACE);
        fill(FolderPath.INBOX, in(Places.of(WORK), "before"));
        Uid uid = only();
        try (MailboxSession session = destination()) {
            session.replace(
                    FolderPath.INBOX,
                    uid,
                    heads(FolderPath.INBOX).get(0).version(),
                    Messages.plain("after"));
        }
        assertThat(received(FolderPath.INBOX))
                .singleElement()
                .satisfies(
                        got -> {
                            assertThat(got.text()).contains("after");
                            assertThat(got.head().places()).isEqualTo(Places.of(WORK));
                        });
    }
}
