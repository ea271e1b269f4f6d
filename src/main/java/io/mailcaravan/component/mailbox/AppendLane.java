package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.ledger.BatchItem;
import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Appends to one mailbox over one session. While a batch is under way the next one gathers, so batches are as large as
 * the destination is slow and nobody has to wait for one to fill.
 */
final class AppendLane implements AutoCloseable {

    private final MailboxEndpoint endpoint;
    private final DestinationSession session;
    private final AppendQueue queue = new AppendQueue();
    private final Map<FolderPath, AppendFolder> folders = new HashMap<>();
    private Thread writer;

    AppendLane(MailboxEndpoint endpoint, DestinationSession session) {
        this.endpoint = endpoint;
        this.session = session;
    }

    /** Takes the request; it is answered through its callback. */
    void submit(AppendRequest request) {
        if (!queue.add(request)) {
            request.failed(new MailboxException(
                    Scope.STORE, MailboxException.Retry.LATER, "interrupted: the route is stopping", ""));
            return;
        }
        startWriter();
    }

    private synchronized void startWriter() {
        if (writer == null) {
            writer = Thread.ofVirtual()
                    .name("append-" + endpoint.getConfiguration().getStore())
                    .start(this::write);
        }
    }

    private void write() {
        try {
            for (List<AppendRequest> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                append(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(List<AppendRequest> requests) {
        List<AppendRequest> open = new ArrayList<>(requests);
        try {
            session.use(live -> {
                append(live, open);
                return null;
            });
        } catch (MailboxException | RuntimeException e) {
            if (!(e instanceof MailboxException failure) || failure.scope() == Scope.STORE) {
                session.drop();
            }
            folders.clear();
            open.forEach(request -> request.failed(e));
        }
    }

    private void append(MailboxSession live, List<AppendRequest> open) throws MailboxException {
        if (session.isNew()) {
            folders.clear();
        }
        AppendFolder folder = folder(live, open.get(0).folder());
        findArrived(folder, open);
        if (open.isEmpty()) {
            return;
        }
        List<AppendRequest> batch = List.copyOf(open);
        Optional<PendingBatch> pending = begin(folder, batch);
        List<AppendOutcome> outcomes;
        try {
            outcomes = live.append(
                    folder.destination().folder(),
                    batch.stream().map(AppendRequest::item).toList());
        } catch (MailboxException e) {
            if (e.scope() != Scope.STORE && pending.isPresent()) {
                endpoint.ledger().settle(pending.get(), List.of());
            }
            throw e;
        }
        settle(live, folder, pending, batch, outcomes, open);
    }

    private AppendFolder folder(MailboxSession live, FolderPath path) throws MailboxException {
        AppendFolder folder = folders.get(path);
        if (folder == null) {
            DestinationFolder destination = new DestinationFolder(
                    endpoint.getConfiguration().getStore(), session.mailbox(), path);
            folder = new AppendFolder(
                    endpoint.ledger(),
                    live,
                    destination,
                    endpoint.getConfiguration().isAdopt());
            folders.put(path, folder);
        }
        return folder;
    }

    /** Answers those that are there already and takes them out of the list. */
    private static void findArrived(AppendFolder folder, List<AppendRequest> open) throws MailboxException {
        Set<ItemKey> found = new HashSet<>();
        for (AppendRequest request : List.copyOf(open)) {
            if (request.key().isPresent()) {
                Optional<Uid> uid = folder.find(request);
                if (uid.isPresent()) {
                    found.add(request.key().get());
                    open.remove(request);
                    request.arrived(uid);
                }
            }
        }
        folder.settled(found);
    }

    private Optional<PendingBatch> begin(AppendFolder folder, List<AppendRequest> batch) throws MailboxException {
        List<BatchItem> items = batch.stream()
                .filter(request -> request.key().isPresent())
                .map(request ->
                        new BatchItem(request.key().get(), request.item().head()))
                .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        PendingBatch pending = endpoint.ledger().begin(folder.destination(), folder.fence(), items);
        folder.settled(items.stream().map(BatchItem::key).collect(Collectors.toSet()));
        return Optional.of(pending);
    }

    private void settle(
            MailboxSession live,
            AppendFolder folder,
            Optional<PendingBatch> pending,
            List<AppendRequest> batch,
            List<AppendOutcome> outcomes,
            List<AppendRequest> open)
            throws MailboxException {
        List<Copied> copied = new ArrayList<>();
        List<AppendRequest> refused = new ArrayList<>();
        Map<AppendRequest, MailboxException> reasons = new HashMap<>();
        Map<AppendRequest, Optional<Uid>> arrived = new java.util.LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            AppendRequest request = batch.get(i);
            switch (outcomes.get(i)) {
                case AppendOutcome.Appended(var uid, var dropped) -> {
                    String note = dropped.isEmpty() ? "" : "dropped flags: " + dropped;
                    request.key().ifPresent(key -> copied.add(
                            new Copied(key, request.item().head(), uid, note)));
                    arrived.put(request, uid);
                }
                case AppendOutcome.Refused(MailboxException reason) -> {
                    refused.add(request);
                    reasons.put(request, reason);
                }
            }
        }
        if (pending.isPresent()) {
            endpoint.ledger().settle(pending.get(), copied);
        }
        arrived.forEach((request, uid) -> {
            uid.ifPresent(folder::arrived);
            open.remove(request);
            request.arrived(uid);
        });
        for (AppendRequest request : refused) {
            MailboxException reason = reasons.get(request);
            if (!repaired(live, folder, request, reason)) {
                open.remove(request);
                request.failed(reason);
            } else {
                open.remove(request);
            }
        }
    }

    /** Tries a refused message once more, repaired; true when it has arrived and was answered. */
    private boolean repaired(
            MailboxSession live, AppendFolder folder, AppendRequest request, MailboxException reason)
            throws MailboxException {
        if (!endpoint.getConfiguration().isRepair() || reason.scope() != Scope.MESSAGE) {
            return false;
        }
        Optional<MessageRepair.Repaired> repaired;
        try {
            repaired = MessageRepair.repair(
                    request.item().content(), endpoint.getComponent().getSpool());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (repaired.isEmpty()) {
            return false;
        }
        try (var content = repaired.get().content()) {
            AppendRequest again = new AppendRequest(
                    request.key(),
                    request.folder(),
                    new Item(request.item().head(), content),
                    request.exchange(),
                    request.callback());
            Optional<PendingBatch> pending = begin(folder, List.of(again));
            AppendOutcome outcome =
                    live.append(folder.destination().folder(), List.of(again.item())).get(0);
            List<Copied> copied = new ArrayList<>();
            if (outcome instanceof AppendOutcome.Appended(var uid, var dropped) && again.key().isPresent()) {
                String note = "repaired: " + String.join(", ", repaired.get().rules());
                copied.add(new Copied(again.key().get(), again.item().head(), uid, note));
            }
            if (pending.isPresent()) {
                endpoint.ledger().settle(pending.get(), copied);
            }
            if (outcome instanceof AppendOutcome.Appended(var uid, var dropped)) {
                uid.ifPresent(folder::arrived);
                request.arrived(uid);
                return true;
            }
            return false;
        }
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
