package io.mailcaravan.append;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.Arrival;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks for an append: knows how the item has come here, and is told what became of it. Exactly
 * one of {@link #arrived}, {@link #interrupted} and {@link #failed} is called, once. None of them
 * may wait: whoever calls appends for others.
 */
public interface Requester {

    /** What is to be recorded with the copy; empty where there is nothing to say. */
    String note();

    /** The content as it was read; empty where nobody knows. */
    Optional<Content> asRead();

    /**
     * What the source tells of the item: its flags as the mappings of the route give them, its
     * further folders as those of the destination. Steps of the route may have made other ones of
     * them. Empty where the item comes from no mailbox.
     */
    Optional<ItemHead> atSource();

    /** The mappings that the item went through on its way. */
    default List<String> mappedBy() {
        return List.of();
    }

    /**
     * It does not lie in these further folders of the destination, though it should, for these
     * reasons; said before {@link #arrived}.
     */
    default void lacks(Map<FolderPath, String> places) {}

    /** The connection was lost while the item was sent. */
    void cut();

    /** How often that was so, over all requests for this item. */
    int cuts();

    /**
     * It is there, and recorded.
     *
     * @param uid empty where the server does not tell it
     */
    void arrived(FolderPath folder, Optional<Uid> uid, Arrival how);

    /** It was not tried, since the pass ends; it comes again with the next. */
    void interrupted(MailboxException reason);

    /** It is not there, or nobody knows. */
    void failed(Exception reason);
}
