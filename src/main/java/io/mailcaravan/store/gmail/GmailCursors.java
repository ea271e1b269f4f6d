package io.mailcaravan.store.gmail;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cursors of the folders in which messages are listed. That a label which is added or taken away
 * raises the MODSEQ of the message in All Mail is what clients rely on, and Google has not written
 * down. So a source's cursor has besides the MODSEQ how many messages the labels have: where these
 * have changed and the MODSEQ has not, only a list tells what has.
 *
 * <p>Text: {@code 4711} or {@code 4711.1f3a}.
 */
final class GmailCursors {

    private final Map<FolderPath, FolderStatus> last = new HashMap<>();

    /** Of the labels, as a hash; empty where nobody has looked at them all. */
    private String labels = "";

    private FolderPath all;

    /**
     * Takes in where folders stand.
     *
     * @param told all that are listed, or the homes alone
     */
    void look(List<FolderStatus> told, GmailFolders folders) {
        all = folders.all();
        last.clear();
        Map<String, String> counts = new TreeMap<>();
        for (FolderStatus status : told) {
            if (folders.isHome(status.path())) {
                last.put(status.path(), status);
            } else {
                counts.put(
                        status.path().toString(),
                        status.uidValidity() + " " + status.uidNext() + " " + status.messages());
            }
        }
        labels = counts.isEmpty() ? "" : "." + Integer.toHexString(counts.hashCode());
        last.replaceAll((path, status) -> told(status));
    }

    /** Where a home stood when they were looked at. */
    Optional<FolderStatus> last(FolderPath home) {
        return Optional.ofNullable(last.get(home));
    }

    /** The status with a cursor that knows of labels. */
    FolderStatus told(FolderStatus status) {
        if (!status.path().equals(all) || labels.isEmpty() || status.cursor().isEmpty()) {
            return status;
        }
        FolderStatus with =
                new FolderStatus(
                        status.path(),
                        status.uidValidity(),
                        status.uidNext(),
                        status.tellsUidNext(),
                        status.messages(),
                        Optional.of(new ChangeCursor(status.cursor().get().text() + labels)));
        last.put(status.path(), with);
        return with;
    }

    /**
     * The MODSEQ in a cursor.
     *
     * @return empty where labels have changed since, and the MODSEQ has not
     */
    Optional<ChangeCursor> modSeq(FolderPath home, ChangeCursor since) {
        String modSeq = modSeq(since.text());
        String before = since.text().substring(modSeq.length());
        String now = last(home).flatMap(FolderStatus::cursor).map(ChangeCursor::text).orElse("");
        boolean silent =
                !before.isEmpty()
                        && !labels.isEmpty()
                        && !before.equals(labels)
                        && modSeq(now).equals(modSeq);
        return silent || modSeq.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChangeCursor(modSeq));
    }

    private static String modSeq(String cursor) {
        int dot = cursor.indexOf('.');
        return dot < 0 ? cursor : cursor.substring(0, dot);
    }
}
