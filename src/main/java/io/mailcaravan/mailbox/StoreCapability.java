package io.mailcaravan.mailbox;

/**
 * What a store can do beyond listing, reading, appending and creating folders. Known after signing
 * in.
 */
public enum StoreCapability {
    /** Keeps INTERNALDATE as appended. */
    INTERNAL_DATE("keeps the date of receipt"),
    /** Keeps system flags. */
    FLAGS("keeps flags"),
    /** Keeps keywords of any name. */
    KEYWORDS("keeps keywords"),
    /** Tells the UID of what was appended. */
    APPEND_UID("tells the UID of an appended item"),
    /** Takes many items in one command, all or none. */
    BATCH_APPEND("appends many items in one round trip"),
    /** Declares which folder is Sent, Trash and so on. */
    SPECIAL_USE("declares the role of folders"),
    /** Keeps which folders the owner sees. */
    SUBSCRIPTIONS("keeps subscriptions"),
    /** Lists what changed since a {@link ChangeCursor}. */
    CHANGES("lists changes since the last look"),
    /** Evaluates a {@link SearchKey}. */
    SEARCH("searches on its own side"),
    /** Changes flags of what is there. */
    STORE_FLAGS("changes flags"),
    /** Keeps an item in several folders at once: its {@link Places}. */
    PLACES("keeps an item in several folders"),
    /** Puts an item in the place of another, if that has the version it should have. */
    REPLACE("replaces items"),
    /** Removes items. */
    DELETE("deletes items"),
    /** Tells how full the mailbox is. */
    QUOTA("tells the quota");

    private final String description;

    StoreCapability(String description) {
        this.description = description;
    }

    /** One line of plain English: "the store ..." */
    public String description() {
        return description;
    }
}
