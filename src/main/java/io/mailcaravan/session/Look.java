package io.mailcaravan.session;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a mailbox has at the beginning of a pass.
 *
 * @param folders all of them
 * @param homes those in which items of others are listed
 * @param statuses of those that can be selected and looked at
 * @param overlooked what the store overlooks
 * @param closed why others cannot be looked at
 */
public record Look(
        List<Folder> folders,
        Set<FolderPath> homes,
        List<FolderStatus> statuses,
        List<String> overlooked,
        Map<FolderPath, String> closed) {

    /** So many in a row are no bad folders but a bad source. */
    private static final int MOST_BAD = 4;

    /** What is listed, and what the store could not list. */
    private record Listed(List<Folder> folders, Set<FolderPath> homes, List<String> overlooked) {
        static Listed by(MailboxSession session) throws MailboxException {
            List<Folder> folders = session.folders();
            return new Listed(folders, homesOf(session, folders), session.overlooked());
        }
    }

    /**
     * The folders in which items of others are listed, see {@link MailboxSession#home}.
     *
     * @param folders all of the mailbox
     */
    public static Set<FolderPath> homesOf(MailboxSession session, Collection<Folder> folders)
            throws MailboxException {
        Set<FolderPath> homes = new HashSet<>();
        for (Folder folder : folders) {
            FolderPath home = folder.selectable() ? session.home(folder.path()) : folder.path();
            if (!home.equals(folder.path())) {
                homes.add(home);
            }
        }
        return homes;
    }

    /** Why others cannot be looked at, and what the store overlooks. */
    public List<String> problems() {
        return Stream.concat(overlooked.stream(), closed.values().stream()).toList();
    }

    /** One that cannot be looked at, by its rights for example, does not keep the others away. */
    public static Look at(Source source) throws MailboxException {
        Listed listed = source.ask(Listed::by);
        List<Folder> selectable = listed.folders().stream().filter(Folder::selectable).toList();
        try {
            return new Look(
                    listed.folders(),
                    listed.homes(),
                    source.ask(
                            session ->
                                    session.statuses(
                                            selectable.stream().map(Folder::path).toList())),
                    listed.overlooked(),
                    Map.of());
        } catch (MailboxException e) {
            if (e.scope() == Scope.MAILBOX || isOfEverything(e)) {
                throw e;
            }
        }
        Map<FolderPath, String> closed = new LinkedHashMap<>();
        List<FolderStatus> statuses = oneByOne(source, selectable, closed);
        return new Look(listed.folders(), listed.homes(), statuses, listed.overlooked(), closed);
    }

    /** A host that is down or not trusted is so for each folder. */
    private static boolean isOfEverything(MailboxException e) {
        return e.scope() == Scope.STORE
                && (e.retry() == MailboxException.Retry.NEVER || e.retryAfter().isPresent());
    }

    private static List<FolderStatus> oneByOne(
            Source source, List<Folder> folders, Map<FolderPath, String> closed)
            throws MailboxException {
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
                closed.put(
                        folder.path(),
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
