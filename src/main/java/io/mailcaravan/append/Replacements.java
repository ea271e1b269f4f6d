package io.mailcaravan.append;

import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.RecordedCopy;
import io.mailcaravan.ledger.Released;
import io.mailcaravan.ledger.Versions;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.ContentIdentity;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.ReplaceOutcome;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.pass.Arrival;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Puts items whose content has changed at the source in the place of their copies, by record. What
 * the destination's owner has done to a copy meanwhile is seen by its version, and a rule decides.
 */
final class Replacements {

    /** A copy that is changed by somebody else again and again. */
    private static final int TRIES = 4;

    private final AppendEnd end;
    private final Leg leg;
    private final DestinationSession session;
    private final Consumer<AppendRequest> append;
    private volatile boolean cancelled;

    /** Why nothing more is sent; null while it is. */
    private volatile MailboxException full;

    /**
     * @param append takes what has no copy any more and is to have one
     */
    Replacements(
            AppendEnd end, Leg leg, DestinationSession session, Consumer<AppendRequest> append) {
        this.end = end;
        this.leg = leg;
        this.session = session;
        this.append = append;
    }

    /** Takes the request; it is answered through its callback. */
    void submit(AppendRequest request, RecordedCopy copy) {
        Thread.startVirtualThread(() -> replace(request, copy));
    }

    /** Nothing that has not begun begins any more. */
    void cancel() {
        cancelled = true;
    }

    private void replace(AppendRequest request, RecordedCopy copy) {
        MailboxException stopped = full;
        if (cancelled) {
            request.interrupted(MailboxException.interruptedForGood(null));
        } else if (stopped != null) {
            request.failed(stopped);
        } else {
            try {
                new Replacement(request, copy).run();
            } catch (MailboxException e) {
                failed(request, e);
            } catch (IOException e) {
                request.failed(
                        new MailboxException(
                                Scope.STORE,
                                Retry.LATER,
                                "an item that was read is gone again: " + FileErrors.words(e),
                                "Check the room and the rights of the spool folder.",
                                e));
            } catch (RuntimeException e) {
                request.failed(e);
            }
        }
    }

    private void failed(AppendRequest request, MailboxException reason) {
        session.tell(reason);
        if (reason.scope() == Scope.STORE) {
            session.drop();
        }
        if (reason.isFull() && !session.isLent()) {
            full = reason;
        }
        request.failed(reason);
    }

    /** One item that is to take its copy's place. */
    private final class Replacement {

        private final AppendRequest request;
        private final RecordedCopy copy;
        private final ItemKey key;
        private final FolderPath folder;
        private final Item item;
        private final String digest;
        private Version expected;

        Replacement(AppendRequest request, RecordedCopy copy) throws MailboxException, IOException {
            this.request = request;
            this.copy = copy;
            this.key = request.key().orElseThrow();
            this.folder = copy.folder().folder();
            Optional<String> beside = CopyNote.beside(copy.note());
            this.item = beside.isPresent() ? renamed(request.item(), beside.get()) : request.item();
            this.digest = print(folder, item.content()).header().text();
            this.expected = copy.versions().copy();
        }

        void run() throws MailboxException, IOException {
            end.ledger().toReplace(key, leg);
            AppendLease.Term term = end.lease().await();
            requireSameFolder();
            // another attempt may have written, or nobody knows what the copy was
            boolean look =
                    mayBeEqual() || !expected.isKnown() || !copy.versions().writing().isEmpty();
            for (int tries = 0; tries < TRIES; tries++) {
                if (look && !mayReplace()) {
                    return;
                }
                end.ledger().replacing(key, leg, digest);
                ReplaceOutcome outcome =
                        session.useOnce(
                                live ->
                                        live.replace(
                                                folder,
                                                copy.uid(),
                                                expected,
                                                LeasedContent.under(term, item)));
                switch (outcome) {
                    case ReplaceOutcome.Replaced(Version version) -> {
                        replaced(version);
                        return;
                    }
                    case ReplaceOutcome.Missing missing -> {
                        gone();
                        return;
                    }
                    case ReplaceOutcome.Changed changed -> look = true;
                }
            }
            throw new MailboxException(
                    Scope.MESSAGE,
                    Retry.LATER,
                    "its copy, UID "
                            + copy.uid()
                            + " in '"
                            + folder
                            + "', is being changed by somebody else all the time",
                    "The next pass tries again.");
        }

        private void requireSameFolder() throws MailboxException {
            session.use(
                    live -> {
                        if (!live.capabilities().contains(StoreCapability.REPLACE)) {
                            throw new MailboxException(
                                    Scope.MESSAGE,
                                    Retry.NEVER,
                                    "it has changed at the source, and store "
                                            + leg.store()
                                            + " cannot replace its copy, UID "
                                            + copy.uid()
                                            + " in '"
                                            + folder
                                            + "', which stays as it was",
                                    "Change the copy by hand.");
                        }
                        DestinationMailbox.requireSame(copy.validity(), live.status(folder));
                        return null;
                    });
        }

        /** False where it is settled: the copy is as it should be, or stays as it is. */
        private boolean mayReplace() throws MailboxException, IOException {
            Optional<There> now = session.use(live -> There.read(live, folder, copy.uid()));
            if (now.isEmpty()) {
                gone();
                return false;
            }
            There there = now.get();
            if (there.digest().equals(digest)) {
                if (mayBeEqual() && copy.versions().writing().isEmpty()) {
                    compared(there.version());
                } else {
                    replaced(there.version());
                }
                return false;
            }
            boolean untouched = expected.isKnown() && there.version().equals(expected);
            boolean ours = there.digest().equals(copy.versions().writing());
            if (ours) {
                end.ledger().copyIs(key, leg, there.version());
            } else if (!untouched && end.options().conflicts() != Conflicts.SOURCE) {
                if (end.options().conflicts() == Conflicts.BOTH) {
                    putBeside();
                } else {
                    kept("its owner has changed the copy");
                }
                return false;
            }
            expected = there.version();
            return true;
        }

        /**
         * Whether nobody knows that it has changed, as the source has not always told a version.
         */
        private boolean mayBeEqual() {
            return !copy.versions().source().isKnown() || !item.head().version().isKnown();
        }

        /** What has no version now keeps the one that is on record. */
        private void compared(Version there) throws MailboxException {
            boolean untouched = expected.isKnown() && there.equals(expected);
            ItemHead head = recorded();
            Version known =
                    head.version().isKnown() || !untouched
                            ? head.version()
                            : copy.versions().source();
            end.ledger().replaced(key, leg, head.with(known), there, note(""));
            request.arrived(Optional.of(copy.uid()), Arrival.COMPARED);
        }

        private void replaced(Version version) throws MailboxException {
            end.ledger().replaced(key, leg, recorded(), version, note(""));
            request.arrived(Optional.of(copy.uid()), Arrival.REPLACED);
        }

        private String note(String more) {
            return request.note(Stream.concat(CopyNote.ofSameCopy(copy.note()), Stream.of(more)));
        }

        private ItemHead recorded() {
            return request.recorded(item.head().internalDate());
        }

        /**
         * The version that this program wrote stays on record, so that it is seen next time, too.
         */
        private void kept(String why) throws MailboxException {
            Versions versions = copy.versions();
            end.ledger()
                    .replaced(key, leg, recorded(), versions.copy(), note(CopyNote.ofKept(why)));
            request.arrived(Optional.of(copy.uid()), Arrival.KEPT);
        }

        private void gone() throws MailboxException, IOException {
            if (end.options().conflicts() == Conflicts.DESTINATION) {
                kept("its owner has deleted the copy");
            } else if (CopyNote.beside(copy.note()).isPresent()) {
                putBeside(); // under its own UID there is what its owner has made
            } else {
                // what becomes of the append is found as of any other
                end.ledger().copyIsGone(key, leg, recorded());
                append.accept(request);
            }
        }

        /** What an earlier attempt has put there is found by its UID. */
        private void putBeside() throws MailboxException, IOException {
            Optional<String> identity = print(folder, request.item().content()).identity();
            if (identity.isEmpty()) {
                kept(
                        "its owner has changed the copy, and without a UID nothing can be put beside it");
                return;
            }
            // whatever UIDs and UIDVALIDITY the source gives
            String other =
                    identity.get()
                            + "-"
                            + hash(
                                    String.join(
                                            "/",
                                            key.route(),
                                            key.store(),
                                            key.mailbox(),
                                            key.folder().toString(),
                                            identity.get()));
            Item beside = renamed(request.item(), other);
            String besideDigest = print(folder, beside.content()).header().text();
            Optional<Uid> there = session.use(live -> There.find(live, folder, other));
            String written = there.isEmpty() ? besideDigest : copy.versions().writing();
            if (there.isEmpty()) {
                end.ledger().replacing(key, leg, besideDigest);
                AppendLease.Term term = end.lease().await();
                AppendOutcome outcome =
                        session.useOnce(
                                        live ->
                                                live.append(
                                                        folder,
                                                        List.of(LeasedContent.under(term, beside))))
                                .get(0);
                if (outcome instanceof AppendOutcome.Refused(MailboxException reason)) {
                    throw reason;
                }
                there = session.use(live -> There.find(live, folder, other));
            }
            Uid uid =
                    there.orElseThrow(
                            () ->
                                    new MailboxException(
                                            Scope.MESSAGE,
                                            Retry.LATER,
                                            "what was put beside its changed copy in '"
                                                    + folder
                                                    + "' cannot be found there",
                                            "The next pass looks again."));
            CopyCompletion.Missing missing = completed(uid);
            Optional<There> now = session.use(live -> There.read(live, folder, uid));
            boolean current = now.filter(one -> one.digest().equals(besideDigest)).isPresent();
            boolean ours = current || now.filter(one -> one.digest().equals(written)).isPresent();
            // an earlier attempt's is replaced with the next pass; what its owner made of it stays
            ItemHead head = request.recorded(item.head().internalDate(), missing);
            ItemHead known = current || !ours ? head : head.withoutVersion();
            end.ledger()
                    .copied(
                            copy.folder(),
                            copy.validity(),
                            List.of(
                                    new Copied(
                                            key,
                                            known,
                                            Optional.of(uid),
                                            request.note(
                                                    Stream.concat(
                                                            Stream.of(CopyNote.ofBeside(other)),
                                                            missing.notes(request))),
                                            ours
                                                    ? now.map(There::version).orElse(Version.NONE)
                                                    : Version.NONE)),
                            Released.NONE);
            request.arrived(Optional.of(uid), Arrival.APPENDED);
        }

        /** An earlier attempt may have been cut off before it had its further folders. */
        private CopyCompletion.Missing completed(Uid uid) throws MailboxException {
            return request.hasPlaces()
                    ? session.use(
                                    live ->
                                            new CopyCompletion(live, folder)
                                                    .complete(
                                                            List.of(
                                                                    CopyCompletion.Copy.appended(
                                                                            request, uid))))
                            .getOrDefault(request, CopyCompletion.Missing.NOTHING)
                    : CopyCompletion.Missing.NOTHING;
        }
    }

    private static Fingerprint print(FolderPath folder, Content content) throws IOException {
        try (InputStream in = content.open()) {
            return Fingerprint.of(folder.kind(), in, content.size(), InternalDate.UNKNOWN);
        }
    }

    private static String hash(String text) {
        return Digest.of(text).text().substring(0, 8);
    }

    private static Item renamed(Item item, String identity) throws IOException {
        try (InputStream in = item.content().open()) {
            return new Item(item.head(), Content.of(ContentIdentity.with(in, identity)));
        }
    }

    /** What lies under a UID at the destination. */
    private record There(Version version, String digest) {

        static Optional<There> read(MailboxSession live, FolderPath folder, Uid uid)
                throws MailboxException {
            There[] found = {null};
            ItemHead[] listed = {null};
            live.list(folder, new UidRange(uid, uid), head -> listed[0] = head);
            if (listed[0] == null) {
                return Optional.empty();
            }
            live.read(
                    folder,
                    List.of(List.of(listed[0])).iterator(),
                    item -> {
                        try (Content content = item.content()) {
                            found[0] =
                                    new There(
                                            item.head().version(),
                                            print(folder, content).header().text());
                        } catch (IOException e) {
                            throw new MailboxException(
                                    Scope.STORE, Retry.LATER, FileErrors.words(e), "", e);
                        }
                    });
            if (found[0] == null) {
                throw new MailboxException(
                        Scope.MESSAGE,
                        Retry.LATER,
                        "its copy, UID "
                                + uid
                                + " in '"
                                + folder
                                + "', is listed there and not delivered, so that nobody knows what"
                                + " its owner has made of it",
                        "The next pass tries again.");
            }
            return Optional.of(found[0]);
        }

        static Optional<Uid> find(MailboxSession live, FolderPath folder, String identity)
                throws MailboxException {
            Uid[] found = {null};
            live.fingerprints(
                    folder,
                    UidRange.ALL,
                    (uid, print) -> {
                        if (print.identity().equals(Optional.of(identity))) {
                            found[0] = uid;
                        }
                    });
            return Optional.ofNullable(found[0]);
        }
    }
}
