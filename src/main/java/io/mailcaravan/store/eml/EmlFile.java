package io.mailcaravan.store.eml;

import java.time.Instant;

/**
 * A message's file, as a directory or an archive lists it.
 *
 * @param name with the directories below the mailbox, as a name of {@link
 *     io.mailcaravan.mailbox.ByteNames}
 * @param size in bytes
 * @param changed when it was changed last
 * @param stamp differs from an earlier one if other bytes are there, and perhaps if not; without
 *     line ends and spaces
 */
record EmlFile(String name, long size, Instant changed, String stamp) {

    /** Without its directories; in archives, some have the separators of Windows. */
    String last() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** Whether it is one of this store's: its bytes are the message's own. */
    boolean ours() {
        return EmlNames.received(last()).isPresent();
    }

    /**
     * By what it is known again. Others' names are often given anew, such as {@code 1.eml} in each
     * export, so their size is part of it, and their header is compared where the stamp is another;
     * ours say what is in them.
     */
    String id() {
        return ours() ? name : size + "/" + name;
    }
}
