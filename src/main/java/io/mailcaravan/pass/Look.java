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
 * @param problems why others cannot be looked at, and what the store overlooks
 */
record Look(List<Folder> folders, List<FolderStatus> statuses, List<String> problems) {

    /** So many in a row are no bad folders but a bad source. */
    private static final int MOST_BAD = 4;

    /** What is listed, and what the store could not list. */
    private record Listed(List<Folder> folders, List<String> overlooked) {
        static Listed by(MailboxSession session) throws MailboxException {
            List<Folder> folders = session.folders();
            return new Listed(folders, session.overlooked());
        }
    }

    /** One that cannot be looked at, by its rights for example, does not keep the others away. */
    static Look at(Source source) throws MailboxException {
        Listed listed = source.ask(Listed::by);
        List<String> problems = new ArrayList<>(listed.overlooked());
        List<Folder> selectable = listed.folders().stream().filter(Folder::selectable).toList();
        try {
            return new Look(
                    listed.folders(),
                    source.ask(
                            session ->
                                    session.statuses(
                                            selectable.stream().map(Folder::path).toList())),
                    problems);
        } catch (MailboxException e) {
            if (e.scope() == Scope.MAILBOX || isOfEverything(e)) {
                throw e;
            }
        }
        return new Look(listed.folders(), oneByOne(source, selectable, problems), problems);
    }

    /** A host that is down or not trusted is so for each folder. */
    private static boolean isOfEverything(MailboxException e) {
        return e.scope() == Scope.STORE
                && (e.retry() == MailboxException.Retry.NEVER || e.retryAfter().isPresent());
    }

    private static List<FolderStatus> oneByOne(
            Source source, List<Folder> folders, List<String> problems) throws MailboxException {
        List<FolderStatus> statuses = new ArrayList<>();
        int badInRow = 0;
        for (Folder folder : folders) {
            source.get(); // a failure to sign in is none of this folder
            try {
                statuses.add(source.ask(session -> session.status(folder.path())));
                badInRow = 0;
            } catch (MailboxException e) {
                if (e.scope() == Scope.MAILBOX
                        || isOfEverything(e)
                        || (e.scope() == Scope.STORE && ++badInRow >= MOST_BAD)) {
                    throw e;
                }
                problems.add(
                        e.scope() == Scope.FOLDER
                                ? e.explanation()
                                : "folder '"
                                        + folder.path()
                                        + "' cannot be looked at, the source fails at it each time: "
                                        + e.explanation());
            }
        }
        return statuses;
    }
}
