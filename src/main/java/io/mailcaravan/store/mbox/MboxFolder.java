package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Uid;
import java.util.Optional;

/**
 * A folder in a file: all of it, or what has the folder's label.
 *
 * @param label empty where all messages of the file are in the folder
 */
record MboxFolder(MboxFile file, Optional<FolderPath> label) {

    FolderStatus status(FolderPath path, MboxView view) {
        long messages = view.index().shown();
        if (label.isPresent()) {
            messages = 0;
            for (int i = 0; i < view.index().count(); i++) {
                messages += has(view, i) ? 1 : 0;
            }
        }
        return new FolderStatus(
                path, view.uidValidity(), view.uidNext(), true, messages, Optional.empty());
    }

    /** The index of a message; empty where it is not in the folder. */
    Optional<Integer> index(MboxView view, Uid uid) {
        if (uid.value() > view.index().count()) {
            return Optional.empty();
        }
        int index = (int) (uid.value() - 1);
        return has(view, index) ? Optional.of(index) : Optional.empty();
    }

    /** Whether the message is in the folder, and its owner sees it. */
    boolean has(MboxView view, int index) {
        return !view.index().isHidden(index)
                && (label.isEmpty()
                        || view.labels().get(view.index().label(index)).home().equals(label.get()));
    }
}
