package io.mailcaravan.mailbox;

import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * A system that holds mailboxes, named in configuration. Safe for use by many threads; the sessions
 * it hands out are not.
 */
public interface MailboxStore extends AutoCloseable {

    /** The name in configuration: {@code acme-old}. */
    String name();

    /** The adapter: {@code imap}. */
    String type();

    /** What its mailboxes may hold; a session tells folders of no other kind. */
    default Set<ItemKind> kinds() {
        return Set.of(ItemKind.MESSAGE);
    }

    /** Whether its mailboxes can only be read: {@link #signIn} to write is refused for good. */
    default boolean isSourceOnly() {
        return false;
    }

    /**
     * The only mailbox of this store, where it is configured with one user name and its password.
     */
    default Optional<String> soleMailbox() {
        return Optional.empty();
    }

    /**
     * Whether each mailbox signs in with a password of its own, which configuration does not have.
     */
    default boolean needsPassword() {
        return false;
    }

    /** Most sessions at once, over all mailboxes and all nodes. */
    default int connections() {
        return Integer.MAX_VALUE;
    }

    /**
     * Signs in to one mailbox.
     *
     * @throws MailboxException scope STORE when the store cannot be reached or trusted, scope
     *     MAILBOX and retry NEVER when it refuses the sign-in, so that nobody tries a wrong
     *     password twice
     */
    MailboxSession signIn(Login login, Access access) throws MailboxException;

    /**
     * Signs in to one mailbox as {@link #signIn} does, unless all connections that the store may
     * have are in use. For whoever holds one already: if all of them waited for another, none would
     * ever end.
     *
     * @return empty where none is free now
     */
    default Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return Optional.of(signIn(login, access));
    }

    /**
     * Whether the mailbox is not there yet and signing in to write would make it, so that a refused
     * sign-in to read is no fault of a destination.
     */
    default boolean wouldCreate(Login login) {
        return false;
    }

    /**
     * Where the mailbox really lies, the same for all names of one mailbox; empty where that cannot
     * be told.
     */
    default Optional<String> location(Login login) {
        return Optional.empty();
    }

    /** Why nothing may be copied from one to the other: both are one mailbox. Empty where not. */
    static Optional<MailboxException> oneMailbox(
            MailboxStore source, Login from, MailboxStore destination, Login to) {
        Optional<String> location = source.location(from);
        return location.isPresent() && location.equals(destination.location(to))
                ? Optional.of(
                        new MailboxException(
                                Scope.MAILBOX,
                                Retry.NEVER,
                                "mailbox "
                                        + from.mailbox()
                                        + " of store "
                                        + source.name()
                                        + " and mailbox "
                                        + to.mailbox()
                                        + " of store "
                                        + destination.name()
                                        + " are one and the same ("
                                        + location.get()
                                        + "), so that each pass would copy what the last one has"
                                        + " copied",
                                "Nothing was copied. Name another destination in the mailbox list,"
                                        + " or another store."))
                : Optional.empty();
    }

    /** Ends what the store keeps open; sessions are closed by who opened them. */
    @Override
    default void close() {}
}
