package io.mailcaravan.imap;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An IMAP session that can also tell and change the labels of messages, where the server has them
 * ({@code X-GM-EXT-1}); else all of this is refused by the server.
 *
 * <p>A label is text as on the wire, a char a byte, without quotes: a name in modified UTF-7, or
 * one of the server's own such as {@code \Inbox}.
 */
public interface LabelSession extends MailboxSession {

    /** Whether the server announces labels. */
    boolean hasLabels() throws MailboxException;

    /** {@link #list}, with the labels of each message. */
    void listLabelled(FolderPath folder, UidRange range, BiConsumer<ItemHead, List<String>> to)
            throws MailboxException;

    /** {@link #changes}, with the labels of each message that has changed. */
    boolean labelledChanges(FolderPath folder, ChangeCursor since, LabelledChange to)
            throws MailboxException;

    /** Takes what {@link #labelledChanges} tells. */
    @FunctionalInterface
    interface LabelledChange {
        /**
         * @param labels empty where the server has told only flags
         */
        void accept(Uid uid, Flags flags, Optional<List<String>> labels);
    }

    /**
     * Gives these messages these labels, each by itself: one that is refused keeps no other away.
     *
     * @param messages by label
     * @throws MailboxException the first refusal, after all were tried
     */
    void addLabels(FolderPath folder, Map<String, ? extends Collection<Uid>> messages)
            throws MailboxException;

    /** Takes these labels away as {@link #addLabels} gives them. */
    void removeLabels(FolderPath folder, Map<String, ? extends Collection<Uid>> messages)
            throws MailboxException;

    /**
     * The folder that shows the messages with this label: as listed, else by the name's rules. For
     * labels that this session has told.
     */
    FolderPath folderOf(String label);

    /**
     * Whether the last {@link #append} was answered with this UID for a message that had it before:
     * the server has merged both.
     */
    boolean wasMerged(FolderPath folder, Uid uid);

    /** The labels of these messages; of those that are gone nothing. */
    Map<Uid, List<String>> labels(FolderPath folder, Collection<Uid> messages)
            throws MailboxException;

    /**
     * The label that the messages of this folder have, unless it is one of the server's own.
     *
     * @throws MailboxException scope FOLDER where no label can have such a name
     */
    String labelOf(FolderPath folder) throws MailboxException;
}
