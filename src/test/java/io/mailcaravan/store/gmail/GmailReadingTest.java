package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gmail as a source. */
class GmailReadingTest extends GmailTestCase {

    @Test
    void messageShouldBeListedOnceWithItsLabelsAsPlaces() throws Exception {
        put("everywhere", "\\Inbox", "\\Sent", "\\Draft", "Work", "Work/Ber&-lin");

        assertThat(only(ALL).places())
                .isEqualTo(
                        Places.of(
                                FolderPath.INBOX,
                                SENT,
                                DRAFTS,
                                WORK,
                                FolderPath.of("Work", "Ber&lin")));
        try (MailboxSession session = source()) {
            for (FolderPath label : List.of(FolderPath.INBOX, SENT, WORK)) {
                assertThat(Sessions.heads(session, label)).isEmpty();
                assertThat(session.status(label).messages()).isZero();
                assertThat(session.home(label)).isEqualTo(ALL);
            }
        }
    }

    /** Quoted, as atoms, and as literals. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Work",
                "two words",
                "say \"hi\"",
                "back\\slash",
                "(paren) [bracket] {3}",
                "NIL",
                "UID",
                "100%*",
                "R&-D",
                "&U7ZlzxKL-",
                "INBOX/Lists"
            })
    void labelShouldBeReadInAnyForm(String label) throws Exception {
        put("one", label, "Zz");
        put("two", label);
        put("three", label, "Aa");

        assertThat(heads(ALL))
                .hasSize(3)
                .allMatch(head -> head.size() > 0)
                .allMatch(head -> head.places().folders().size() > 0)
                .satisfies(
                        heads ->
                                assertThat(heads.get(0).places().without(heads.get(1).places()))
                                        .isEqualTo(Places.of(FolderPath.of("Zz"))));
    }

    @Test
    void spamAndTrashShouldBeListedApartAndNeverInInbox() throws Exception {
        put(account.withRole("\\Junk"), "spam");
        put(account.withRole("\\Trash"), "deleted", "Work");
        put("archived");

        assertThat(only(SPAM).places()).isEqualTo(Places.NONE);
        assertThat(only(TRASH).places()).isEqualTo(Places.of(WORK));
        assertThat(only(ALL).places()).isEqualTo(Places.NONE);
        try (MailboxSession session = source()) {
            assertThat(session.home(SPAM)).isEqualTo(SPAM);
            assertThat(session.home(TRASH)).isEqualTo(TRASH);
        }
    }

    @Test
    void starShouldBeAFlagAndImportanceAKeyword() throws Exception {
        put("both", "\\Starred", "\\Important");

        ItemHead head = only(ALL);
        assertThat(head.places()).isEqualTo(Places.NONE);
        assertThat(head.flags()).isEqualTo(Flags.parse("\\Flagged $Important"));
        try (MailboxSession session = source()) {
            assertThat(session.folders())
                    .extracting(Folder::use)
                    .doesNotContain(
                            Optional.of(SpecialUse.FLAGGED), Optional.of(SpecialUse.IMPORTANT));
            List<Received> got = Sessions.read(session, ALL, List.of(head));
            assertThat(got.get(0).head().flags()).isEqualTo(head.flags());
        }
    }

    @Test
    void foldersShouldBeKnownByTheirRolesInAnyLanguage() throws Exception {
        account = new GmailAccount(GmailAccount.GERMAN);
        server.put(USER, account);
        put("hallo", "\\Inbox", "\\Draft");

        FolderPath all = FolderPath.of("[Google Mail]", "Alle Nachrichten");
        try (MailboxSession session = source()) {
            assertThat(session.home(FolderPath.INBOX)).isEqualTo(all);
        }
        assertThat(only(all).places())
                .isEqualTo(Places.of(FolderPath.INBOX, FolderPath.of("[Google Mail]", "Entwürfe")));
    }

    @Test
    void hiddenAllMailShouldBeRefusedWithWhereToShowIt() throws Exception {
        put("in INBOX", "\\Inbox");
        account.withRole("\\All").shown = false;

        try (MailboxSession session = source()) {
            assertThatThrownBy(session::folders)
                    .isInstanceOfSatisfying(
                            MailboxException.class,
                            e -> {
                                assertThat(e.scope()).isEqualTo(Scope.MAILBOX);
                                assertThat(e.retry()).isEqualTo(Retry.NEVER);
                                assertThat(e.getMessage()).contains(USER, "All Mail");
                                assertThat(e.advice()).contains("Show in IMAP");
                            });
            assertThatThrownBy(() -> session.status(FolderPath.INBOX))
                    .isInstanceOf(MailboxException.class);
        }
    }

    @Test
    void whatIsNotReadShouldBeTold() throws Exception {
        account.chats().shown = true;
        account.withRole("\\Junk").shown = false;

        try (MailboxSession session = source()) {
            assertThat(session.folders())
                    .extracting(Folder::path)
                    .doesNotContain(FolderPath.of("[Gmail]", "Chats"));
            assertThat(session.overlooked())
                    .hasSize(2)
                    .anyMatch(said -> said.contains("[Gmail]/Chats"))
                    .anyMatch(said -> said.contains("Spam"));
        }
    }

    @Test
    void labelHiddenFromImapShouldStillBeAPlace() throws Exception {
        put("hidden", "Secret", "\\Sent");
        account.anyCase("Secret").orElseThrow().shown = false;
        account.withRole("\\Sent").shown = false;

        assertThat(only(ALL).places())
                .isEqualTo(Places.of(FolderPath.of("Secret"), FolderPath.of("Sent")));
        try (MailboxSession session = source()) {
            assertThat(session.folders())
                    .contains(
                            new Folder(
                                    FolderPath.of("Sent"),
                                    true,
                                    false,
                                    Optional.of(SpecialUse.SENT)));
        }
    }

    @Test
    void labelsThatMeanNothingElsewhereShouldBeLeftOut() throws Exception {
        put("muted", "\\Muted", "Work");

        assertThat(only(ALL).places()).isEqualTo(Places.of(WORK));
    }

    @Test
    void serverWithoutLabelsShouldBeRefused() {
        server.capabilities.remove("X-GM-EXT-1");

        assertThatThrownBy(this::source)
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("X-GM-EXT-1");
    }

    @Test
    void changedFlagsAndLabelsShouldBeTold() throws Exception {
        GmailMessage moved = put("moved", "\\Inbox");
        put("unchanged", "\\Inbox");
        Map<Uid, Places> places = new HashMap<>();
        Map<Uid, Flags> flags = new HashMap<>();
        try (MailboxSession session = source()) {
            ChangeCursor since = session.status(ALL).cursor().orElseThrow();
            label(moved, "\\Inbox", false);
            label(moved, "Work", true);
            label(moved, "\\Important", true);

            assertThat(session.changes(ALL, since, change -> take(change, flags, places))).isTrue();
        }
        assertThat(places).isEqualTo(Map.of(new Uid(1), Places.of(WORK)));
        assertThat(flags).isEqualTo(Map.of(new Uid(1), Flags.parse("$Important")));
    }

    private static void take(ItemChange change, Map<Uid, Flags> flags, Map<Uid, Places> places) {
        switch (change) {
            case ItemChange.NewFlags(Uid uid, Flags now) -> flags.put(uid, now);
            case ItemChange.NewPlaces(Uid uid, Places now) -> places.put(uid, now);
            default -> throw new AssertionError(change);
        }
    }

    @Test
    void labelChangedWithoutAModSeqShouldNeedAList() throws Exception {
        GmailMessage message = put("moved", "\\Inbox", "Work");
        account.labelsRaiseModSeq = false;
        ChangeCursor since = cursor();
        assertThat(cursor()).isEqualTo(since);
        label(message, "Work", false);

        assertThat(cursor()).isNotEqualTo(since);
        try (MailboxSession session = source()) {
            statuses(session);
            assertThat(session.changes(ALL, since, change -> {})).isFalse();
        }
    }

    private ChangeCursor cursor() throws Exception {
        try (MailboxSession session = source()) {
            return statuses(session).cursor().orElseThrow();
        }
    }

    private static FolderStatus statuses(MailboxSession session) throws Exception {
        List<FolderPath> folders =
                session.folders().stream().filter(Folder::selectable).map(Folder::path).toList();
        return session.statuses(folders).get(folders.indexOf(ALL));
    }

    /** For the price of the list: no STATUS for each label. */
    @Test
    void statusesOfASourceShouldNeedNoCommandOfTheirOwn() throws Exception {
        put("x", "\\Inbox", "Work", "Play");
        cursor();

        assertThat(server.received()).noneMatch(command -> command.startsWith("STATUS"));
    }

    @Test
    void searchShouldKnowOfImportance() throws Exception {
        put("important", "\\Important");
        put("not");
        SearchKey key = new SearchKey.Marked(new Keyword("$Important"));
        try (MailboxSession session = source()) {
            assertThat(session.search(ALL, key)).isEqualTo(UidSet.of(1));
            assertThat(session.search(ALL, new SearchKey.Not(key))).isEqualTo(UidSet.of(2));
            assertThat(
                            session.search(
                                    ALL,
                                    key.and(
                                            new SearchKey.Not(
                                                    new SearchKey.Flagged(SystemFlag.SEEN)))))
                    .isEqualTo(UidSet.of(1));
            assertThat(session.search(FolderPath.INBOX, key)).isEqualTo(UidSet.EMPTY);
        }
    }

    @Test
    void deletionShouldNotBeDeclared() throws Exception {
        try (MailboxSession session = source()) {
            assertThat(session.capabilities())
                    .contains(StoreCapability.PLACES, StoreCapability.CHANGES)
                    .doesNotContain(StoreCapability.DELETE, StoreCapability.BATCH_APPEND);
        }
    }
}
