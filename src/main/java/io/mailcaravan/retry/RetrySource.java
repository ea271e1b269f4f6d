package io.mailcaravan.retry;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.PassContext;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.session.ItemListing;
import io.mailcaravan.session.Look;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.UidRuns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The source of a retry, which can do without it where dead letters have the bytes. */
final class RetrySource {

    private final Source session;
    private List<Folder> folders = List.of();
    private Set<FolderPath> homes = Set.of();
    private Optional<MailboxException> unreachable = Optional.empty();
    private boolean missed;

    private RetrySource(Source session) {
        this.session = session;
    }

    /** One that is reached already and has these folders. */
    static RetrySource of(Source session, List<Folder> folders) throws MailboxException {
        RetrySource source = new RetrySource(session);
        source.folders = folders;
        source.homes = session.ask(live -> Look.homesOf(live, folders));
        return source;
    }

    /** Asks for the folders; a source that cannot be reached may not be needed. */
    static RetrySource of(Source session) {
        RetrySource source = new RetrySource(session);
        try {
            List<Folder> folders = session.ask(MailboxSession::folders);
            source.homes = session.ask(live -> Look.homesOf(live, folders));
            source.folders = folders;
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

    /** Those of them in which items of others are listed. */
    Set<FolderPath> homes() {
        return homes;
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
            ItemListing listing = new ItemListing(session, report.path(), pass.counter());
            for (UidRange run : UidRuns.of(wanted)) {
                listing.list(run, heads.unlistable()::put)
                        .forEach(head -> heads.listed().put(head.uid(), head));
            }
            heads.listed().keySet().retainAll(wanted);
            wanted.removeAll(heads.listed().keySet());
            wanted.removeAll(heads.unlistable().keySet());
            found(report.path(), wanted)
                    .forEach(uid -> heads.unlistable().put(uid, notListed(report.path())));
        } else if (!session.ask(MailboxSession::overlooked).isEmpty()) {
            uids.forEach(uid -> heads.unlistable().put(uid, notListed(report.path())));
        }
        return heads;
    }

    /** Those that are there all the same: what is gone must be neither listed nor found. */
    private List<Uid> found(FolderPath path, Set<Uid> wanted) throws MailboxException {
        if (wanted.isEmpty() || !session.get().capabilities().contains(StoreCapability.SEARCH)) {
            return List.of();
        }
        List<Uid> found = new ArrayList<>();
        for (UidRange run : UidRuns.of(wanted)) {
            session.ask(live -> live.search(path, new SearchKey.Uids(run))).stream()
                    .mapToObj(Uid::new)
                    .filter(wanted::contains)
                    .forEach(found::add);
        }
        return found;
    }

    private static MailboxException notListed(FolderPath path) {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                "the source does not list it in folder '"
                        + path
                        + "', but does not say that it is gone",
                "");
    }
}
