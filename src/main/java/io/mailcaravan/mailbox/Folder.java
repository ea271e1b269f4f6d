package io.mailcaravan.mailbox;

import java.util.Optional;

/**
 * A folder as the store lists it: a mail folder, an address book, a calendar or a task list.
 *
 * @param selectable false where the folder only holds other folders (IMAP's {@code \NoSelect})
 * @param subscribed whether the owner's mail program shows it; true in stores that know no
 *     subscriptions
 * @param use its role as the store itself declares it; a role guessed from the name is the
 *     mapping's business
 */
public record Folder(
        FolderPath path, boolean selectable, boolean subscribed, Optional<SpecialUse> use) {

    /** What lies in it. */
    public ItemKind kind() {
        return path.kind();
    }

    /**
     * The same as other mailboxes have it, if it is the home of all mail: an archive of what lies
     * in no other folder.
     */
    public Folder asArchive() {
        return use.equals(Optional.of(SpecialUse.ALL))
                ? new Folder(path, selectable, subscribed, Optional.of(SpecialUse.ARCHIVE))
                : this;
    }

    /** An ordinary folder: selectable, subscribed, without a declared role. */
    public static Folder of(FolderPath path) {
        return new Folder(path, true, true, Optional.empty());
    }
}
