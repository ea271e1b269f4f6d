package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where folders of a destination stand.
 *
 * @param there those that are there
 * @param unknown why of others nobody can tell whether they are; what is in neither is gone
 */
public record DestinationLook(
        Map<FolderPath, FolderStatus> there, Map<FolderPath, String> unknown) {

    /**
     * One folder that refuses to be looked at does not keep the others away.
     *
     * @param listed all folders of the mailbox
     * @param overlooked what the store holds beside them
     * @param wanted folders to be looked at
     */
    public static DestinationLook at(
            MailboxSession session,
            List<Folder> listed,
            List<String> overlooked,
            Collection<FolderPath> wanted)
            throws MailboxException {
        DestinationLook look = new DestinationLook(new HashMap<>(), new HashMap<>());
        Set<FolderPath> selectable =
                listed.stream()
                        .filter(Folder::selectable)
                        .map(Folder::path)
                        .collect(Collectors.toSet());
        List<FolderPath> present = new ArrayList<>();
        for (FolderPath folder : wanted) {
            if (selectable.contains(folder)) {
                present.add(folder);
            } else if (!overlooked.isEmpty()) {
                look.unknown.put(folder, notListed(folder, overlooked));
            }
        }
        look.askFor(present, session);
        return look;
    }

    /** Whether one of the folders that were looked for is certainly not there. */
    public boolean isGone(FolderPath folder) {
        return !there.containsKey(folder) && !unknown.containsKey(folder);
    }

    /** It may be what is overlooked: a directory that has become a link, for example. */
    private static String notListed(FolderPath folder, List<String> overlooked) {
        return "nobody can tell whether folder '"
                + folder
                + "' is still there: it is not listed, but not all can be. "
                + String.join(" ", overlooked);
    }

    private void askFor(List<FolderPath> folders, MailboxSession session) throws MailboxException {
        try {
            session.statuses(folders).forEach(status -> there.put(status.path(), status));
            return;
        } catch (MailboxException e) {
            if (!isOfOneFolder(e)) {
                throw e;
            }
        }
        for (FolderPath folder : folders) {
            try {
                there.put(folder, session.status(folder));
            } catch (MailboxException e) {
                if (!isOfOneFolder(e)) {
                    throw e;
                }
                unknown.put(folder, e.explanation());
            }
        }
    }

    /** A server that asks to wait does not speak of the folder. */
    private static boolean isOfOneFolder(MailboxException e) {
        return e.scope() == Scope.FOLDER && e.retryAfter().isEmpty();
    }
}
