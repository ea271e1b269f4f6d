package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders: names, parents, roles, subscriptions. */
public interface FolderContract extends StoreFixture {

    @Test
    default void inboxShouldAlwaysBeListed() throws Exception {
        try (MailboxSession session = source()) {
            assertThat(Sessions.paths(session)).contains(FolderPath.INBOX);
        }
    }

    @Test
    default void parentsShouldBeListedBeforeChildren() throws Exception {
        List<FolderPath> made =
                List.of(
                        FolderPath.of("Projects"),
                        FolderPath.of("Projects", "Alpha"),
                        FolderPath.of("Projects", "Alpha", "Phase 1"),
                        FolderPath.of("Attic"));
        make(made);

        try (MailboxSession session = source()) {
            List<FolderPath> paths = Sessions.paths(session);
            assertThat(paths).containsAll(made).doesNotHaveDuplicates();
            for (FolderPath path : paths) {
                path.parent()
                        .filter(paths::contains)
                        .ifPresent(
                                parent ->
                                        assertThat(paths.indexOf(parent))
                                                .isLessThan(paths.indexOf(path)));
            }
        }
    }

    @Test
    default void folderBelowAMissingParentShouldAppearOrBeRefused() throws Exception {
        FolderPath deep = FolderPath.of("One", "Two", "Three");
        try (MailboxSession session = destination()) {
            session.create(deep, Optional.empty());
            assertThat(Sessions.paths(session)).contains(deep);
            session.append(deep, List.of(Messages.plain("deep")));
            assertThat(received(deep)).hasSize(1);
        } catch (MailboxException e) {
            assertThat(e.scope()).isEqualTo(MailboxException.Scope.FOLDER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Entw\u00fcrfe",
                "\u65e5\u672c\u8a9e",
                "R&D",
                "&",
                "two words",
                "\u041e\u0442\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u043d\u044b\u0435",
                "a&-b&AOQ-c",
                "smile \ud83d\ude00",
                "it's (new) [1]"
            })
    default void folderNamesOfAnyScriptShouldBeKept(String name) throws Exception {
        FolderPath folder = FolderPath.of(name);
        make(List.of(folder, folder.child(name)));
        fill(folder, Messages.plain("upper"));
        fill(folder.child(name), Messages.plain("lower 1"), Messages.plain("lower 2"));

        try (MailboxSession session = source()) {
            assertThat(Sessions.paths(session)).contains(folder, folder.child(name)).hasSize(3);
            assertThat(session.status(folder).messages()).isEqualTo(1);
            assertThat(session.status(folder.child(name)).messages()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100%",
                "v1.2",
                ".hidden",
                "a..b",
                "dot.",
                "a/b",
                "a\\b",
                "\"quoted\"",
                "*",
                "~home",
                " lead",
                "trail ",
                "cur",
                "new",
                "tmp",
                "%2E",
                "..",
                "tab\tbed"
            })
    default void awkwardFolderNameShouldBeKeptOrRefused(String name) throws Exception {
        FolderPath folder = FolderPath.of(name);
        try (MailboxSession session = destination()) {
            session.create(folder, Optional.empty());
        } catch (MailboxException e) {
            assertThat(e.scope()).isEqualTo(MailboxException.Scope.FOLDER);
            assertThat(e.retry()).isEqualTo(MailboxException.Retry.NEVER);
            assertThat(e.getMessage()).contains(Printable.line(folder.toString()));
            return;
        }
        fill(folder, Messages.plain("in it"));

        try (MailboxSession session = source()) {
            assertThat(Sessions.paths(session)).containsExactlyInAnyOrder(FolderPath.INBOX, folder);
            assertThat(session.status(folder).messages()).isEqualTo(1);
            assertThat(session.status(FolderPath.INBOX).messages()).isZero();
        }
    }

    @Test
    default void creatingAFolderTwiceShouldBeNoError() throws Exception {
        FolderPath folder = FolderPath.of("Twice");
        make(List.of(folder));
        fill(folder, Messages.plain("kept"));
        make(List.of(folder, FolderPath.INBOX));

        assertThat(heads(folder)).hasSize(1);
    }

    @Test
    default void folderBelowInboxShouldBeKeptOrRefused() throws Exception {
        FolderPath folder = FolderPath.INBOX.child("Lists");
        try (MailboxSession session = destination()) {
            session.create(folder, Optional.empty());
        } catch (MailboxException e) {
            assertThat(e.scope()).isEqualTo(MailboxException.Scope.FOLDER);
            return;
        }
        fill(folder, Messages.plain("below"));
        assertThat(heads(folder)).hasSize(1);
        assertThat(heads(FolderPath.INBOX)).isEmpty();
        try (MailboxSession session = source()) {
            assertThat(Sessions.paths(session)).containsExactly(FolderPath.INBOX, folder);
        }
    }

    @Test
    default void roleGivenAtCreationShouldBeListed() throws Exception {
        require(StoreCapability.SPECIAL_USE);
        assumeTrue(givesRoles(), () -> lacks("CREATE-SPECIAL-USE", "gives roles to folders"));
        FolderPath folder = FolderPath.of("Gesendete Elemente");
        try (MailboxSession session = destination()) {
            session.create(folder, Optional.of(SpecialUse.SENT));
        }

        assertThat(listed(folder).use()).contains(SpecialUse.SENT);
        assertThat(listed(FolderPath.INBOX).use()).isEmpty();
    }

    @Test
    default void subscriptionShouldBeListed() throws Exception {
        require(StoreCapability.SUBSCRIPTIONS);
        FolderPath folder = FolderPath.of("Abonn\u00e9", "R&D");
        make(List.of(FolderPath.of("Abonn\u00e9"), folder));
        try (MailboxSession session = destination()) {
            session.subscribe(folder);
            session.subscribe(folder);
        }

        assertThat(listed(folder).subscribed()).isTrue();
    }

    private Folder listed(FolderPath path) throws Exception {
        try (MailboxSession session = source()) {
            return session.folders().stream()
                    .filter(folder -> folder.path().equals(path))
                    .findAny()
                    .orElseThrow();
        }
    }
}
