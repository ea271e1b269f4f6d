package io.mailcaravan.store.gmail;

import io.mailcaravan.imap.LabelSession;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.NewFolder;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One connection to one mailbox. Messages are listed in All Mail, Spam and Trash; the folder of a
 * label is a place only, and empty.
 *
 * <p>Nothing is deleted: what Gmail does with a message that IMAP deletes is its owner's setting,
 * and one message may be the copy of several equal ones.
 */
final class GmailSession implements MailboxSession {

    /** Folders that are places only have no messages that could be numbered. */
    private static final UidValidity OF_A_LABEL = new UidValidity(1);

    private static final ChangeCursor NEVER = new ChangeCursor("1");

    private final LabelSession imap;
    private final String mailbox;
    private final Access access;
    private volatile boolean closed;

    /** Null until they are needed. */
    private GmailFolders folders;

    private GmailLabels labels;
    private GmailCursors cursors;

    /**
     * @param mailbox for messages
     */
    GmailSession(LabelSession imap, String mailbox, Access access) {
        this.imap = imap;
        this.mailbox = mailbox;
        this.access = access;
    }

    @Override
    public Set<StoreCapability> capabilities() {
        Set<StoreCapability> can = EnumSet.copyOf(imap.capabilities());
        can.remove(StoreCapability.DELETE);
        can.add(StoreCapability.PLACES);
        return can;
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        folders = new GmailFolders(imap.folders(), mailbox);
        labels = new GmailLabels(imap, folders, mailbox);
        cursors = new GmailCursors();
        return folders.told();
    }

    private GmailFolders known() throws MailboxException {
        if (folders == null) {
            folders();
        }
        return folders;
    }

    /** Of a destination, what is not shown matters to nobody. */
    @Override
    public List<String> overlooked() throws MailboxException {
        List<String> all = new ArrayList<>(imap.overlooked());
        if (access == Access.READ) {
            all.addAll(known().overlooked());
        }
        return all;
    }

    @Override
    public FolderPath home(FolderPath folder) throws MailboxException {
        return known().isHome(folder) ? folder : known().all();
    }

    private boolean isHome(FolderPath folder) throws MailboxException {
        return known().isHome(folder);
    }

    /**
     * @throws MailboxException scope FOLDER where there is no such label
     */
    private void requireLabel(FolderPath folder) throws MailboxException {
        if (closed) {
            throw new MailboxException(
                    Scope.STORE, Retry.NOW, mailbox + ": the session is closed", "");
        }
        if (!known().isLabel(folder)) {
            imap.status(folder); // another session may have made it
            folders.made(folder);
            labels.forget();
        }
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        if (isHome(folder)) {
            return cursors.told(imap.status(folder));
        }
        requireLabel(folder);
        return ofALabel(folder);
    }

    private FolderStatus ofALabel(FolderPath folder) {
        boolean cursor = imap.capabilities().contains(StoreCapability.CHANGES);
        return new FolderStatus(
                folder,
                OF_A_LABEL,
                Uid.MIN,
                true,
                0,
                cursor ? Optional.of(NEVER) : Optional.empty());
    }

    /** With the list of folders, a source is told where each of them stands, labels too. */
    @Override
    public List<FolderStatus> statuses(List<FolderPath> wanted) throws MailboxException {
        List<FolderPath> asked = new ArrayList<>();
        for (FolderPath folder : access == Access.READ ? known().listed() : wanted) {
            if (access == Access.READ || isHome(folder)) {
                asked.add(folder);
            }
        }
        cursors.look(imap.statuses(asked), known());
        List<FolderStatus> statuses = new ArrayList<>(wanted.size());
        for (FolderPath folder : wanted) {
            Optional<FolderStatus> told = cursors.last(folder);
            statuses.add(isHome(folder) && told.isPresent() ? told.get() : status(folder));
        }
        return statuses;
    }

    @Override
    public OptionalLong announced(FolderPath folder) {
        return imap.announced(folder);
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        if (!isHome(folder)) {
            requireLabel(folder);
            return;
        }
        imap.listLabelled(
                folder,
                range,
                (head, told) ->
                        to.accept(
                                head.with(labels.flags(head.flags(), told))
                                        .with(places(folder, told))));
    }

    /** In Spam and Trash a message may have kept its labels; INBOX it has left. */
    private Places places(FolderPath home, List<String> told) {
        Places places = labels.places(told);
        return folders.isAll(home) ? places : places.without(FolderPath.INBOX);
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        if (!isHome(folder)) {
            requireLabel(folder);
            return;
        }
        ReadHeads heads = new ReadHeads(windows);
        imap.read(folder, heads, item -> to.accept(heads.complete(item)));
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return imap.unreadable(folder, uid);
    }

    /** To the folder of a label: to All Mail, with that label. */
    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        if (isHome(folder)) {
            return appending().append(folder, batch);
        }
        requireLabel(folder);
        List<Item> labelled = new ArrayList<>(batch.size());
        for (Item item : batch) {
            Places places = item.head().places().with(Places.of(folder));
            labelled.add(new Item(item.head().with(places), item.content()));
        }
        return appending().append(home(folder), labelled);
    }

    private GmailChanging appending() {
        return new GmailChanging(imap, folders, labels, this::requireLabel);
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        Optional<MailboxException> failure =
                createAll(List.of(new NewFolder(folder, use, false))).get(0);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public List<Optional<MailboxException>> createAll(List<NewFolder> wanted)
            throws MailboxException {
        List<Optional<MailboxException>> failures = new ArrayList<>();
        List<NewFolder> possible = new ArrayList<>();
        for (NewFolder folder : wanted) {
            Optional<MailboxException> refusal =
                    problem(folder.path()).map(rule -> refusal(folder.path(), rule));
            failures.add(refusal);
            if (refusal.isEmpty() && !known().hasRole(folder.path())) {
                possible.add(folder);
            }
        }
        Iterator<Optional<MailboxException>> made = imap.createAll(possible).iterator();
        for (int i = 0; i < wanted.size(); i++) {
            FolderPath path = wanted.get(i).path();
            if (failures.get(i).isEmpty() && !folders.hasRole(path)) {
                failures.set(i, made.next());
                if (failures.get(i).isEmpty()) {
                    folders.made(path);
                }
            }
        }
        labels.forget();
        return failures;
    }

    private MailboxException refusal(FolderPath folder, String rule) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                mailbox + ": a label cannot have the name " + folder + ": " + rule,
                "Map it to another name.");
    }

    private Optional<String> problem(FolderPath folder) throws MailboxException {
        return folder.isInbox() || known().hasRole(folder) || known().isLabel(folder)
                ? Optional.empty()
                : GmailNames.problem(folder);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        try {
            return problem(folder).or(() -> imap.nameProblem(folder));
        } catch (MailboxException e) {
            return Optional.empty(); // the next call meets the same failure and tells it
        }
    }

    @Override
    public FolderPath listed(FolderPath folder) {
        return imap.listed(folder);
    }

    @Override
    public boolean ignoresCase() {
        return imap.ignoresCase();
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        if (isHome(folder)) {
            imap.fingerprints(folder, range, to);
        } else {
            requireLabel(folder);
        }
    }

    @Override
    public OptionalLong appendLimit() {
        return imap.appendLimit();
    }

    @Override
    public String description() {
        return imap.description();
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        if (isHome(folder)) {
            return new GmailSearch(this, imap, folder).search(key);
        }
        requireLabel(folder);
        return UidSet.EMPTY;
    }

    /** What Gmail changes by itself, it tells with flags alone; then only a list tells all. */
    @Override
    public boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        if (!isHome(folder)) {
            requireLabel(folder);
            return true;
        }
        Optional<ChangeCursor> modSeq = cursors.modSeq(folder, since);
        if (modSeq.isEmpty()) {
            return false;
        }
        boolean[] withoutLabels = {false};
        boolean told =
                imap.labelledChanges(
                        folder,
                        modSeq.get(),
                        (uid, flags, its) -> {
                            if (its.isEmpty()) {
                                withoutLabels[0] = true;
                                return;
                            }
                            to.accept(new ItemChange.NewFlags(uid, labels.flags(flags, its.get())));
                            to.accept(new ItemChange.NewPlaces(uid, places(folder, its.get())));
                        });
        return told && !withoutLabels[0];
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        if (!isHome(folder)) {
            requireLabel(folder);
        }
        appending().storeFlags(home(folder), flags);
    }

    @Override
    public void storePlaces(FolderPath folder, Map<Uid, Places> places) throws MailboxException {
        if (!isHome(folder)) {
            requireLabel(folder);
        }
        appending().storePlaces(home(folder), places);
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        if (!known().isHidden(folder)) {
            imap.subscribe(folder);
        }
    }

    @Override
    public Optional<Quota> quota() throws MailboxException {
        return imap.quota();
    }

    @Override
    public void close() {
        closed = true;
        imap.close();
    }
}
