package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
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

/**
 * A store in which all items are listed in a {@linkplain MailboxSession#home home}, seen as one in
 * which each is listed in a folder: in INBOX if that is among its places, else in the first of
 * them. So the contract runs on it as on any other. Folders with a role are not told: they are
 * there from the beginning.
 */
public final class InFolders extends ForwardingStore {

    public InFolders(MailboxStore store) {
        super(store);
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return new Session(store.signIn(login, access));
    }

    private record Session(MailboxSession session) implements MailboxSession {

        private static FolderPath folder(FolderPath home, ItemHead head) {
            Set<FolderPath> places = head.places().folders();
            return places.isEmpty() || places.contains(FolderPath.INBOX)
                    ? places.isEmpty() ? home : FolderPath.INBOX
                    : places.iterator().next();
        }

        private Places with(FolderPath folder, Places places) {
            return session.home(folder).equals(folder) ? places : places.with(Places.of(folder));
        }

        @Override
        public Set<StoreCapability> capabilities() {
            return session.capabilities();
        }

        @Override
        public List<Folder> folders() throws MailboxException {
            return session.folders().stream()
                    .filter(folder -> folder.selectable() && folder.use().isEmpty())
                    .toList();
        }

        @Override
        public FolderStatus status(FolderPath folder) throws MailboxException {
            session.status(folder);
            FolderStatus home = session.status(session.home(folder));
            return new FolderStatus(
                    folder,
                    home.uidValidity(),
                    home.uidNext(),
                    home.tellsUidNext(),
                    uids(folder).size(),
                    home.cursor());
        }

        private Set<Uid> uids(FolderPath folder) throws MailboxException {
            Set<Uid> uids = new HashSet<>();
            list(folder, UidRange.ALL, head -> uids.add(head.uid()));
            return uids;
        }

        @Override
        public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
                throws MailboxException {
            session.status(folder);
            FolderPath home = session.home(folder);
            session.list(
                    home,
                    range,
                    head -> {
                        if (folder(home, head).equals(folder)) {
                            to.accept(head.with(head.places().without(folder)));
                        }
                    });
        }

        @Override
        public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
                throws MailboxException {
            session.status(folder);
            session.read(session.home(folder), windows, to);
        }

        @Override
        public Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
            return session.unreadable(session.home(folder), uid);
        }

        @Override
        public List<AppendOutcome> append(FolderPath folder, List<Item> batch)
                throws MailboxException {
            session.status(folder);
            return session.append(
                    session.home(folder),
                    batch.stream()
                            .map(
                                    item ->
                                            new Item(
                                                    item.head()
                                                            .with(
                                                                    with(
                                                                            folder,
                                                                            item.head().places())),
                                                    item.content()))
                            .toList());
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
            Set<Uid> there = uids(folder);
            session.fingerprints(
                    session.home(folder),
                    range,
                    (uid, print) -> {
                        if (there.contains(uid)) {
                            to.accept(uid, print);
                        }
                    });
        }

        @Override
        public OptionalLong appendLimit() {
            return session.appendLimit();
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
                    change ->
                            to.accept(
                                    change instanceof ItemChange.NewPlaces(Uid uid, Places places)
                                            ? new ItemChange.NewPlaces(uid, places.without(folder))
                                            : change));
        }

        @Override
        public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
            session.storeFlags(session.home(folder), flags);
        }

        @Override
        public void storePlaces(FolderPath folder, Map<Uid, Places> places)
                throws MailboxException {
            Map<Uid, Places> all = new HashMap<>();
            places.forEach((uid, wanted) -> all.put(uid, with(folder, wanted)));
            session.storePlaces(session.home(folder), all);
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
}
