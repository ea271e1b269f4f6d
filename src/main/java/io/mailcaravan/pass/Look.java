package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mailbox has at the beginning of a pass.
 *
 * @param folders all of them
 * @param statuses of those that can be selected and looked at
 * @param problems why others cannot be looked at
 */
record Look(List<Folder> folders, List<FolderStatus> statuses, List<String> problems) {

    /** One that cannot be looked at, by its rights for example, does not keep the others away. */
    static Look at(MailboxSession session) throws MailboxException {
        List<Folder> folders = session.folders();
        List<Folder> selectable = folders.stream().filter(Folder::selectable).toList();
        try {
            return new Look(
                    folders,
                    session.statuses(selectable.stream().map(Folder::path).toList()),
                    List.of());
        } catch (MailboxException e) {
            if (e.scope() != Scope.FOLDER) {
                throw e;
            }
        }
        List<FolderStatus> statuses = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Folder folder : selectable) {
            try {
                statuses.add(session.status(folder.path()));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
                problems.add(e.explanation());
            }
        }
        return new Look(folders, statuses, problems);
    }
}
