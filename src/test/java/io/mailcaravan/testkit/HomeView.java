package io.mailcaravan.testkit;

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
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.ReplaceOutcome;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A session of a store with labels as the contract speaks of it: an item "in INBOX" is one that is
 * listed in INBOX's {@link MailboxSession#home} and has INBOX among its places. It is shown in the
 * first of its places, and the home folder itself is not shown. Where a store gives no roles, those
 * that have one are there from the beginning, and are not shown either.
 */
public final class HomeView implements MailboxSession {

    private final MailboxSession session;

    private final boolean givesRoles;

    private HomeView(MailboxSession session, boolean givesRoles) {
        this.session = session;
        this.givesRoles = givesRoles;
    }

    /** The session itself where items lie in their folders. */
    public static MailboxSession of(MailboxSession session, boolean givesRoles)
            throws MailboxException {
        boolean plain = session.home(FolderPath.INBOX).equals(FolderPath.INBOX);
        return plain ? session : new HomeView(session, givesRoles);
    }

    private boolean isHome(FolderPath folder) throws MailboxException {
        return session.home(folder).equals(folder);
    }

    /** Where the item is shown. */
    private static Optional<FolderPath> shown(Places places) {
        return places.folders().contains(FolderPath.INBOX)
                ? Optional.of(FolderPath.INBOX)
                : places.folders().stream().findFirst();
    }

    private static boolean isIn(FolderPath folder, ItemHead head) {
        return shown(head.places()).filter(folder::equals).isPresent();
    }

    private static ItemHead within(FolderPath folder, ItemHead head) {
        return head.with(head.places().without(folder));
    }

    private static Item asHome(FolderPath folder, Item item) {
        Places places = item.head().places().with(Places.of(folder));
        return new Item(item.head().with(places), item.content());
    }

    /** The folder must be there, whatever is asked of its home. */
    private void check(FolderPath folder) throws MailboxException {
        session.status(folder);
    }

    private List<ItemHead> heads(FolderPath folder, UidRange range) throws MailboxException {
        List<ItemHead> heads = new ArrayList<>();
        session.list(
                session.home(folder),
                range,
                head -> {
                    if (isIn(folder, head)) {
                        heads.add(within(folder, head));
                    }
                });
        return heads;
    }

    private Set<Uid> uids(FolderPath folder) throws MailboxException {
        return heads(folder, UidRange.ALL).stream().map(ItemHead::uid).collect(Collectors.toSet());
    }

    @Override
    public Set<StoreCapability> capabilities() {
        return session.capabilities();
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        List<Folder> labels = new ArrayList<>();
        for (Folder folder : session.folders()) {
            boolean own = givesRoles || (folder.selectable() && folder.use().isEmpty());
            if (own && !isHome(folder.path())) {
                labels.add(folder);
            }
        }
        return labels;
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        check(folder);
        FolderStatus home = session.status(session.home(folder));
        return new FolderStatus(
                folder,
                home.uidValidity(),
                home.uidNext(),
                home.tellsUidNext(),
                heads(folder, UidRange.ALL).size(),
                home.cursor());
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        check(folder);
        heads(folder, range).forEach(to);
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        check(folder);
        session.read(session.home(folder), windows, to);
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return session.unreadable(session.home(folder), uid);
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        check(folder);
        return session.append(
                session.home(folder), batch.stream().map(item -> asHome(folder, item)).toList());
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        session.create(folder, use);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return session.nameProblem(folder);
    }

    @Override
    public FolderPath listed(FolderPath folder) {
        return session.listed(folder);
    }

    @Override
    public boolean ignoresCase() {
        return session.ignoresCase();
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        check(folder);
        Set<Uid> uids = uids(folder);
        session.fingerprints(
                session.home(folder),
                range,
                (uid, print) -> {
                    if (uids.contains(uid)) {
                        to.accept(uid, print);
                    }
                });
    }

    @Override
    public OptionalLong appendLimit() {
        return session.appendLimit();
    }

    @Override
    public String description() {
        return session.description();
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        UidSet found = session.search(session.home(folder), key);
        return UidSet.of(uids(folder).stream().filter(found::contains).toList());
    }

    @Override
    public boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        return session.changes(
                session.home(folder),
                since,
                change -> {
                    if (change instanceof ItemChange.NewPlaces(Uid uid, Places places)) {
                        to.accept(new ItemChange.NewPlaces(uid, places.without(folder)));
                    } else {
                        to.accept(change);
                    }
                });
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        session.storeFlags(session.home(folder), flags);
    }

    @Override
    public void storePlaces(FolderPath folder, Map<Uid, Places> places) throws MailboxException {
        Map<Uid, Places> all = new HashMap<>();
        places.forEach((uid, further) -> all.put(uid, further.with(Places.of(folder))));
        session.storePlaces(session.home(folder), all);
    }

    @Override
    public ReplaceOutcome replace(FolderPath folder, Uid uid, Version expected, Item item)
            throws MailboxException {
        return session.replace(session.home(folder), uid, expected, item);
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        session.delete(session.home(folder), new HashSet<>(uids));
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        session.subscribe(folder);
    }

    @Override
    public Optional<Quota> quota() throws MailboxException {
        return session.quota();
    }

    @Override
    public void close() {
        session.close();
    }
}
