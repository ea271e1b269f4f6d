package io.mailcaravan.mailbox;

/** Takes items one by one; may block, which slows the reading down. */
@FunctionalInterface
public interface ItemSink {

    /** Takes the item over, with the duty to close its content. */
    void accept(Item item) throws MailboxException;
}
