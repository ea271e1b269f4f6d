package io.mailcaravan.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the contract needs of a store under test: the store and a fresh mailbox; all else is
 * optional. JUnit makes one instance a test, so a field holds what belongs to one test.
 */
public interface StoreFixture {

    /** The store; made with a spool threshold of some kilobytes, so that the spool is tried. */
    MailboxStore store();

    /** An empty mailbox that no other test uses; the same one all through a test. */
    Login login();

    /** A sign-in that the store refuses; empty where it has no passwords. */
    default Optional<Login> wrongLogin() {
        return Optional.empty();
    }

    /**
     * Why the server under test (not the adapter) cannot keep such a message as it is; shown as the
     * reason of a skip.
     */
    default Optional<String> cannotKeep(Oddity oddity) {
        return Optional.empty();
    }

    /** Whether a folder can be created with a role, in a store that declares roles. */
    default boolean givesRoles() {
        return true;
    }

    /** Flags that the store has nothing like; those it tells as dropped. */
    default Flags impossibleFlags() {
        return Flags.NONE;
    }

    /** Whether each of several equal messages is kept; else they are one. */
    default boolean keepsEqualMessages() {
        return true;
    }

    /** Where the store spools; checked to be empty once all contents are closed. */
    default Optional<Path> spoolFolder() {
        return Optional.empty();
    }

    /** A session that must not change anything. */
    default MailboxSession source() throws MailboxException {
        return HomeView.of(store().signIn(login(), Access.READ), givesRoles());
    }

    /** A session that may write. */
    default MailboxSession destination() throws MailboxException {
        return HomeView.of(store().signIn(login(), Access.WRITE), givesRoles());
    }

    /** Skips the test, with its reason, where the store does not declare the capability. */
    default void require(StoreCapability... needed) throws MailboxException {
        try (MailboxSession session = destination()) {
            for (StoreCapability capability : needed) {
                assumeTrue(
                        session.capabilities().contains(capability),
                        () -> lacks(capability.toString(), capability.description()));
            }
        }
    }

    /** The reason of a skip. */
    default String lacks(String what, String description) {
        return "store type " + store().type() + " does not declare " + what + ": " + description;
    }

    /** Appends as a destination and checks that nothing was refused. */
    default List<AppendOutcome> fill(FolderPath folder, Item... items) throws MailboxException {
        try (MailboxSession session = destination()) {
            List<AppendOutcome> outcomes = session.append(folder, List.of(items));
            for (AppendOutcome outcome : outcomes) {
                if (outcome instanceof AppendOutcome.Refused refused) {
                    throw refused.reason();
                }
            }
            return outcomes;
        }
    }

    /** Makes folders as a destination does, one after the other. */
    default void make(List<FolderPath> folders) throws MailboxException {
        try (MailboxSession session = destination()) {
            for (FolderPath folder : folders) {
                session.create(folder, Optional.empty());
            }
        }
    }

    /** Everything that a new source session lists. */
    default List<ItemHead> heads(FolderPath folder) throws MailboxException {
        try (MailboxSession session = source()) {
            return Sessions.heads(session, folder);
        }
    }

    /** Everything that a new source session delivers, in UID order. */
    default List<Received> received(FolderPath folder) throws MailboxException {
        try (MailboxSession session = source()) {
            return Sessions.read(session, folder, Sessions.heads(session, folder));
        }
    }
}
