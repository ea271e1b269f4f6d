package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Messages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gmail as a destination. */
class GmailWritingTest extends GmailTestCase {

    private static Uid uid(AppendOutcome outcome) {
        return ((Appended) outcome).uid().orElseThrow();
    }

    @Test
    void inboxShouldBeGivenOnlyToWhatLiesThere() throws Exception {
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.append(
                    ALL,
                    List.of(
                            in(Places.of(FolderPath.INBOX, WORK), "both"),
                            in(Places.of(SENT), "sent"),
                            in(Places.NONE, "archived")));
        }
        assertThat(account.messages.get(0).labels).containsExactly("\\Inbox", "Work");
        assertThat(account.messages.get(1).labels).containsExactly("\\Sent");
        assertThat(account.messages.get(2).labels).isEmpty();
    }

    @Test
    void messageForALabelShouldGoToAllMailWithIt() throws Exception {
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.append(WORK, List.of(Messages.plain("x")));
        }
        assertThat(only(ALL).places()).isEqualTo(Places.of(WORK));
    }

    @Test
    void deletedFlagShouldNeverBeSentAndBeTold() throws Exception {
        try (MailboxSession session = destination()) {
            Item item = Messages.with(Messages.plain("x"), Flags.parse("\\Deleted \\Seen"));
            AppendOutcome outcome = session.append(ALL, List.of(item)).get(0);
            assertThat(((Appended) outcome).dropped()).isEqualTo(Flags.parse("\\Deleted"));
            session.storeFlags(ALL, Map.of(uid(outcome), Flags.parse("\\Deleted \\Answered")));
        }
        assertThat(only(ALL).flags()).isEqualTo(Flags.parse("\\Answered"));
    }

    @Test
    void mergedMessageShouldHaveTheUidAndTheLabelsOfBoth() throws Exception {
        put("same", "\\Inbox", "Old");
        put("another");
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.status(ALL);
            List<AppendOutcome> outcomes =
                    session.append(
                            ALL, List.of(in(Places.of(WORK), "same"), in(Places.NONE, "new")));

            assertThat(uid(outcomes.get(0))).isEqualTo(new Uid(1));
            assertThat(uid(outcomes.get(1))).isEqualTo(new Uid(3));
        }
        assertThat(heads(ALL)).hasSize(3);
        assertThat(heads(ALL).get(0).places())
                .isEqualTo(Places.of(FolderPath.INBOX, FolderPath.of("Old"), WORK));
    }

    @Test
    void mergedMessageShouldComeBackFromTrash() throws Exception {
        put(account.withRole("\\Trash"), "same");
        try (MailboxSession session = destination()) {
            session.append(ALL, List.of(in(Places.of(FolderPath.INBOX), "same")));
        }
        assertThat(heads(TRASH)).isEmpty();
        assertThat(only(ALL).places()).isEqualTo(Places.of(FolderPath.INBOX));
    }

    @Test
    void uidOfAnotherMessageShouldNotBeBelieved() throws Exception {
        put("first");
        put("second");
        try (MailboxSession session = destination()) {
            long uidValidity = session.status(ALL).uidValidity().value();
            server.plan("APPEND", "OK [APPENDUID " + uidValidity + " 2] (Success)");
            Appended outcome =
                    (Appended) session.append(ALL, List.of(in(Places.NONE, "first"))).get(0);

            assertThat(outcome.uid()).isEmpty();
        }
    }

    @Test
    void storedPlacesShouldLeaveAloneWhatIsNoPlace() throws Exception {
        put("x", "\\Inbox", "Old", "\\Important", "\\Starred", "\\Muted");
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.storePlaces(ALL, Map.of(new Uid(1), Places.of(WORK)));
        }
        assertThat(account.messages.get(0).told())
                .containsExactlyInAnyOrder("\\Important", "\\Muted", "\\Starred", "Work");
    }

    @Test
    void messageInTrashShouldStayThereWhateverItsPlaces() throws Exception {
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.append(TRASH, List.of(in(Places.of(FolderPath.INBOX, WORK), "x")));
        }
        assertThat(only(TRASH).places()).isEqualTo(Places.of(WORK));
        assertThat(heads(ALL)).isEmpty();
    }

    @Test
    void importanceShouldBeStoredAndTakenAway() throws Exception {
        try (MailboxSession session = destination()) {
            Item item = Messages.with(Messages.plain("x"), Flags.parse("$Important"));
            Uid uid = uid(session.append(ALL, List.of(item)).get(0));
            assertThat(account.messages.get(0).labels).containsExactly("\\Important");
            assertThat(account.messages.get(0).flags).isEmpty();

            session.storeFlags(ALL, Map.of(uid, Flags.parse("\\Seen")));
            assertThat(only(ALL).flags()).isEqualTo(Flags.parse("\\Seen"));
            session.storeFlags(ALL, Map.of(uid, Flags.parse("$Important")));
            assertThat(only(ALL).flags()).isEqualTo(Flags.parse("$Important"));
        }
    }

    /** What has arrived must not be unknown: the labels are given when somebody looks again. */
    @Test
    void lostAnswerToLabelsShouldNotMakeTheAppendUnknown() throws Exception {
        server.plan("UID STORE", GmailServer.CUT_BEFORE);
        try (MailboxSession session = destination()) {
            List<AppendOutcome> outcomes =
                    session.append(ALL, List.of(in(Places.of(FolderPath.INBOX), "x")));
            assertThat(uid(outcomes.get(0))).isEqualTo(new Uid(1));
        }
        assertThat(only(ALL).places()).isEqualTo(Places.NONE);
        try (MailboxSession session = destination()) {
            session.storePlaces(ALL, Map.of(new Uid(1), Places.of(FolderPath.INBOX)));
        }
        assertThat(only(ALL).places()).isEqualTo(Places.of(FolderPath.INBOX));
    }

    @Test
    void lostAnswerToAnAppendShouldBeToldAsUnknown() throws Exception {
        server.plan("APPEND", GmailServer.CUT_AFTER);
        try (MailboxSession session = destination()) {
            assertThatThrownBy(
                            () ->
                                    session.append(
                                            ALL, List.of(in(Places.of(FolderPath.INBOX), "x"))))
                    .isInstanceOfSatisfying(
                            MailboxException.class,
                            e -> assertThat(e.scope()).isEqualTo(Scope.STORE));
        }
        assertThat(heads(ALL)).hasSize(1);
    }

    @Test
    void refusedLabelShouldKeepNoOtherAway() throws Exception {
        put("x");
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            FolderPath odd = FolderPath.of("Archive");
            // made by its owner before the name was reserved
            account.locked(() -> account.create("Archive"));
            assertThatThrownBy(
                            () ->
                                    session.storePlaces(
                                            ALL, Map.of(new Uid(1), Places.of(WORK, odd))))
                    .isInstanceOfSatisfying(
                            MailboxException.class,
                            e -> {
                                assertThat(e.scope()).isEqualTo(Scope.FOLDER);
                                assertThat(e.getMessage()).contains("Archive");
                            });
        }
        assertThat(only(ALL).places()).isEqualTo(Places.of(WORK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " lead",
                "trail ",
                "two  blanks",
                "a^b",
                "Sent",
                "MUTED",
                "Migrated",
                "archive",
                "\\Inbox",
                "[Gmail]/Mine",
                "Work/ lead"
            })
    void nameThatGmailRefusesShouldBeRefusedBeforeItIsSent(String name) throws Exception {
        FolderPath folder = FolderPath.parse(name);
        try (MailboxSession session = destination()) {
            assertThat(session.nameProblem(folder)).isPresent();
            assertThatThrownBy(() -> session.create(folder, Optional.empty()))
                    .isInstanceOfSatisfying(
                            MailboxException.class,
                            e -> {
                                assertThat(e.scope()).isEqualTo(Scope.FOLDER);
                                assertThat(e.retry()).isEqualTo(Retry.NEVER);
                            });
        }
        assertThat(server.received()).noneMatch(command -> command.startsWith("CREATE"));
    }

    @Test
    void labelOf225CharactersShouldBeTheLongest() throws Exception {
        String half = "x".repeat(112);
        try (MailboxSession session = destination()) {
            assertThat(session.nameProblem(FolderPath.of(half, half))).isEmpty();
            assertThat(session.nameProblem(FolderPath.of(half, half + "x"))).isPresent();
            assertThat(session.nameProblem(SENT)).isEmpty();
            assertThat(session.nameProblem(FolderPath.INBOX)).isEmpty();
            assertThat(session.ignoresCase()).isTrue();
        }
    }

    @Test
    void messageShouldHaveTheSizeThatGmailTakes() throws Exception {
        try (MailboxSession session = destination()) {
            assertThat(session.appendLimit()).hasValue(35_651_584);
            session.append(ALL, List.of(Messages.large("large", 100_000)));
        }
        assertThat(only(ALL).size()).isGreaterThan(100_000);
    }
}
