package io.mailcaravan.pass;

import io.mailcaravan.ledger.FolderReport;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The source of a retry, which can do without it where dead letters have the bytes. */
final class RetrySource {

    /** UIDs listed in vain to save a round trip. */
    private static final long GAP = 200;

    private final Source session;
    private List<Folder> folders = List.of();
    private Optional<MailboxException> unreachable = Optional.empty();
    private boolean missed;

    private RetrySource(Source session) {
        this.session = session;
    }

    /** One that is reached already and has these folders. */
    static RetrySource of(Source session, List<Folder> folders) {
        RetrySource source = new RetrySource(session);
        source.folders = folders;
        return source;
    }

    /** Asks for the folders; a source that cannot be reached may not be needed. */
    static RetrySource of(Source session) {
        RetrySource source = new RetrySource(session);
        try {
            source.folders = session.ask(MailboxSession::folders);
        } catch (MailboxException e) {
            source.unreachable = Optional.of(e);
        }
        return source;
    }

    Source source() {
        return session;
    }

    /** Why it cannot be asked. */
    Optional<MailboxException> unreachable() {
        return unreachable;
    }

    /** An item stays failed only because of that. */
    void missed() {
        missed = true;
    }

    /** Why the source could not be asked for items that only it may have. */
    Optional<MailboxException> missing() {
        return unreachable.filter(reason -> missed);
    }

    /** All folders; empty when it cannot be reached. */
    List<Folder> folders() {
        return folders;
    }

    /** The folder as the source lists it; an ordinary one where it does not. */
    Folder folder(FolderPath path) {
        return listed(path).orElseGet(() -> Folder.of(path));
    }

    private Optional<Folder> listed(FolderPath path) {
        return folders.stream().filter(folder -> folder.path().equals(path)).findFirst();
    }

    MailboxSession session() throws MailboxException {
        return session.get();
    }

    /**
     * Those of the items that are still there.
     *
     * @param unlistable why others cannot be listed, although they are there
     */
    record Heads(Map<Uid, ItemHead> listed, Map<Uid, MailboxException> unlistable) {
        static Heads none() {
            return new Heads(new TreeMap<>(), new TreeMap<>());
        }
    }

    /** Asks for items of a folder. */
    Heads heads(FolderReport report, Collection<Uid> uids, PassContext pass)
            throws MailboxException {
        Heads heads = Heads.none();
        boolean there =
                listed(report.path()).filter(Folder::selectable).isPresent()
                        && session.get()
                                .status(report.path())
                                .uidValidity()
                                .equals(report.uidValidity());
        if (there) {
            Set<Uid> wanted = new HashSet<>(uids);
            ItemListing listing = new ItemListing(session, report.path(), pass);
            for (UidRange run : UidRuns.of(wanted, GAP)) {
                listing.list(run, heads.unlistable()::put)
                        .forEach(head -> heads.listed().put(head.uid(), head));
            }
            heads.listed().keySet().retainAll(wanted);
        }
        return heads;
    }
}
