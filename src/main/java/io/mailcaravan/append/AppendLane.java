package io.mailcaravan.append;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.RecordedCopy;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to one mailbox over one session. While a batch is under way the next one gathers, so
 * batches are as large as the destination is slow and nobody has to wait for one to fill. The
 * ledger is written beside it: one batch is made pending and another recorded while a third is
 * appended.
 */
final class AppendLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendLane.class);

    private final AppendEnd end;
    private final DestinationSession session;
    private final Function<FolderPath, Optional<FolderStatus>> known;
    private final Acknowledged acknowledged;
    private final BiConsumer<AppendRequest, RecordedCopy> replace;
    private final AppendQueue queue = new AppendQueue();
    private final Map<FolderPath, AppendFolder> folders = new HashMap<>();
    private final Map<FolderPath, FolderStatus> firstSeen = new HashMap<>();

    /** Requests that are only looked for, and what is to be done where they are not here. */
    private final Map<AppendRequest, Runnable> looks = new ConcurrentHashMap<>();

    private Thread writer;
    private volatile boolean cancelled;

    /** Why nothing more is sent; null while it is. */
    private volatile MailboxException full;

    /** After so many a message that was cut off alone is at fault. */
    private static final int MOST_CUTS = 5;

    private static final int MOST_CUT_IN_ROW = 8;

    private final Lock underWay;
    private final AtomicInteger cutInRow = new AtomicInteger();

    /** Nothing that was seen of the folders holds any more, after a failure for example. */
    private final AtomicBoolean stale = new AtomicBoolean();

    /**
     * A batch on its way, or what became of one.
     *
     * @param appended when the session is free again
     * @param settled when it and those before it are in the ledger, too
     */
    private record UnderWay(CompletableFuture<Void> appended, CompletableFuture<Void> settled) {
        UnderWay() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        static UnderWay nothing() {
            CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
            return new UnderWay(done, done);
        }
    }

    /**
     * @param known where a folder stood before anything was appended, as far as that is known
     * @param acknowledged is told what arrives
     * @param replace takes items of which something is there in another state
     * @param underWay held while a batch is sent and recorded
     */
    AppendLane(
            AppendEnd end,
            DestinationSession session,
            Function<FolderPath, Optional<FolderStatus>> known,
            Acknowledged acknowledged,
            BiConsumer<AppendRequest, RecordedCopy> replace,
            Lock underWay) {
        this.underWay = underWay;
        this.replace = replace;
        this.end = end;
        this.session = session;
        this.known = known;
        this.acknowledged = acknowledged;
    }

    /** Signs in now; waits for nothing. */
    void connect() throws MailboxException {
        session.useOnce(live -> null);
    }

    /** Nothing that was seen of the folders is used for what is submitted from now on. */
    void lookAnew() {
        stale.set(true);
    }

    /** Whether more waits than the next batch can take. */
    boolean isBehind() {
        return queue.isBehind();
    }

    /** Takes the request; it is answered through its callback. */
    void submit(AppendRequest request) {
        MailboxException reason = full;
        if (reason != null) {
            request.failed(reason);
        } else if (queue.add(request)) {
            startWriter();
        } else {
            interrupt(request);
        }
    }

    /**
     * Looks whether the item has arrived in the request's folder, and answers it if so.
     *
     * @param onward called where it has not; it is not appended here
     */
    void look(AppendRequest request, Runnable onward) {
        looks.put(request, onward);
        submit(request);
    }

    /** Finishes the batches that were begun, and takes nothing more. */
    void cancel() {
        cancelled = true;
        queue.cancel().forEach(AppendLane::interrupt);
    }

    private static void interrupt(AppendRequest request) {
        request.interrupted(MailboxException.interruptedForGood(null));
    }

    private synchronized void startWriter() {
        if (writer == null) {
            writer = Thread.ofVirtual().name("append-" + end.store().name()).start(this::write);
        }
    }

    private void write() {
        UnderWay last = UnderWay.nothing();
        try {
            for (List<AppendRequest> batch = queue.take(last.appended());
                    !batch.isEmpty();
                    batch = queue.take(last.appended())) {
                last = start(batch, last);
            }
            last.settled().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(MailboxException.interruptedForGood(null));
        } catch (Throwable e) {
            end(unexpected(e));
        }
    }

    /** Nobody is left to append what waits, and what is yet to come. */
    private void end(MailboxException reason) {
        full = reason;
        queue.cancel().forEach(request -> request.failed(reason));
    }

    private UnderWay start(List<AppendRequest> requests, UnderWay last) {
        Set<AppendRequest> open = new LinkedHashSet<>(requests);
        try {
            if (stale.get()) {
                forget(last);
            }
            Optional<AppendBatch> batch = prepare(open, last);
            last.appended().join();
            if (stale.get()) {
                forget(last);
                if (batch.isPresent()) {
                    batch.get().withdraw();
                }
                batch = prepare(open, last);
            }
            return batch.isPresent() ? start(batch.get(), open, last) : last;
        } catch (Throwable e) { // an Error, too: somebody waits for each request
            last.appended().join();
            failed(open, e);
            return last;
        }
    }

    /**
     * After a failure the folders are looked at anew: a copy may have been claimed for an item that
     * then could not be recorded.
     */
    private void forget(UnderWay last) {
        last.appended().join();
        stale.set(false);
        folders.clear();
    }

    /** Empty when all are there already. */
    private Optional<AppendBatch> prepare(Set<AppendRequest> open, UnderWay last)
            throws MailboxException {
        AppendFolder folder = folder(open.iterator().next().folder());
        goOn(folder, open, request -> !folder.isLeftover(request.key().orElseThrow()));
        if (folder.looks(open)) {
            // what has just been appended must not be taken for one of these
            last.settled().join();
            findArrived(folder, open);
        }
        goOn(folder, open, request -> true);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        AppendBatch batch = new AppendBatch(end, folder, List.copyOf(open));
        batch.begin();
        return Optional.of(batch);
    }

    /** Those that were only to be looked for, and are not here, leave for where they are to go. */
    private void goOn(AppendFolder folder, Set<AppendRequest> open, Predicate<AppendRequest> absent)
            throws MailboxException {
        List<AppendRequest> leaving =
                open.stream().filter(looks::containsKey).filter(absent).toList();
        if (leaving.isEmpty()) {
            return;
        }
        folder.settled(
                leaving.stream()
                        .map(request -> request.key().orElseThrow())
                        .collect(Collectors.toSet()));
        for (AppendRequest request : leaving) {
            open.remove(request);
            looks.remove(request).run();
        }
    }

    /** Answers those that are there already. */
    private void findArrived(AppendFolder folder, Set<AppendRequest> open) throws MailboxException {
        Set<ItemKey> found = new HashSet<>();
        for (Map.Entry<AppendRequest, AppendFolder.FoundCopy> entry :
                folder.find(open).entrySet()) {
            AppendRequest request = entry.getKey();
            ItemKey key = request.key().orElseThrow();
            found.add(key);
            open.remove(request);
            looks.remove(request);
            AppendFolder.FoundCopy arrival = entry.getValue();
            if (arrival.differing().isPresent()) {
                replace.accept(request, arrival.differing().get());
            } else if (arrival.adopted()) {
                request.adopted(Optional.of(arrival.uid()));
            } else {
                request.arrived(Optional.of(arrival.uid()));
            }
        }
        folder.settled(found);
    }

    private AppendFolder folder(FolderPath path) throws MailboxException {
        AppendFolder folder = folders.get(path);
        if (folder == null) {
            Optional<FolderStatus> before = known.apply(path);
            FolderStatus status =
                    before.isPresent() ? before.get() : session.use(live -> live.status(path));
            acknowledged.stood(status);
            folder =
                    new AppendFolder(
                            end.ledger(),
                            session,
                            new DestinationFolder(end.store().name(), session.mailbox(), path),
                            status,
                            began(status),
                            end.options().adopt(),
                            end.spool());
            folders.put(path, folder);
        }
        return folder;
    }

    /** Its UIDNEXT when this lane saw it first; under another UIDVALIDITY it is another folder. */
    private Uid began(FolderStatus now) {
        FolderStatus first = firstSeen.merge(now.path(), now, AppendLane::sameLife);
        return first.uidNext();
    }

    private static FolderStatus sameLife(FolderStatus first, FolderStatus now) {
        return first.uidValidity().equals(now.uidValidity()) ? first : now;
    }

    private UnderWay start(AppendBatch batch, Set<AppendRequest> open, UnderWay last) {
        UnderWay now = new UnderWay();
        AtomicBoolean sent = new AtomicBoolean();
        Thread.startVirtualThread(
                () -> {
                    underWay.lock();
                    try {
                        session.useOnce(
                                live -> {
                                    sent.set(true);
                                    batch.append(live, open);
                                    return null;
                                });
                        batch.delay().ifPresent(session::delayed);
                        now.appended().complete(null);
                        batch.refusedByMailbox().ifPresent(this::refuseAll);
                        batch.settle(open);
                        acknowledged.appended(batch.folder(), batch.acknowledged());
                        cutInRow.set(0);
                    } catch (MailboxException e) {
                        failed(open, sent.get() ? cut(open, e) : e);
                    } catch (Throwable e) { // an Error, too: somebody waits for each request
                        failed(open, e);
                    } finally {
                        underWay.unlock();
                        now.appended().complete(null);
                        last.settled().join();
                        now.settled().complete(null);
                    }
                });
        return now;
    }

    /**
     * A message at which the destination breaks off each time, even alone, is at fault; where it is
     * so for one after the other, the destination is.
     */
    private MailboxException cut(Set<AppendRequest> open, MailboxException reason) {
        boolean isCut = reason.scope() == Scope.STORE && reason.retry() == Retry.NOW;
        if (!isCut) {
            if (reason.scope() == Scope.MAILBOX || reason.isFull()) {
                refuseAll(reason);
            }
            return reason;
        }
        open.forEach(AppendRequest::cut);
        boolean alone = open.size() == 1 && open.iterator().next().cuts() >= MOST_CUTS;
        if (!alone || cutInRow.incrementAndGet() > MOST_CUT_IN_ROW) {
            return reason;
        }
        session.drop();
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                "the destination breaks the connection off each time this message is appended: "
                        + reason.getMessage(),
                "Look for it in the destination's log.",
                reason);
    }

    /** A mailbox that is full, for example, is not asked a hundred times. */
    private void refuseAll(MailboxException reason) {
        boolean forThisPass = reason.retry() == Retry.NEVER || reason.isPause() || reason.isFull();
        if (forThisPass && !session.isLent()) {
            full = reason;
        }
        session.tell(reason);
        queue.drain().forEach(request -> request.failed(reason));
    }

    /** What is pending now is looked for at the destination when the items come again. */
    private void failed(Set<AppendRequest> open, Throwable thrown) {
        Exception reason = thrown instanceof Exception e ? e : unexpected(thrown);
        stale.set(true);
        Optional<MailboxException> failure =
                Optional.of(reason)
                        .filter(MailboxException.class::isInstance)
                        .map(MailboxException.class::cast);
        failure.ifPresent(session::tell);
        if (failure.isEmpty() || failure.get().scope() == Scope.STORE) {
            session.drop();
        }
        // nothing of a cancelled pass is tried again, so what it had begun is interrupted, too
        Optional<MailboxException> interrupted =
                failure.filter(f -> cancelled && f.scope() != Scope.MESSAGE);
        looks.keySet().removeAll(open);
        for (AppendRequest request : open) {
            interrupted.ifPresentOrElse(request::interrupted, () -> request.failed(reason));
        }
    }

    /** The route's error handler has no words for an Error. */
    private MailboxException unexpected(Throwable thrown) {
        LOG.error("store {}", end.store().name(), thrown);
        return new MailboxException(
                Scope.MAILBOX, Retry.LATER, "unexpected " + thrown, "The log has more.", thrown);
    }

    /** Finishes what was submitted, then ends. */
    @Override
    public void close() {
        queue.close();
        Thread running;
        synchronized (this) {
            running = writer;
        }
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        session.close();
    }
}
