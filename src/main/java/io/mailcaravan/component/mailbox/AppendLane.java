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
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Appends to one mailbox over one session. While a batch is under way the next one gathers, so
 * batches are as large as the destination is slow and nobody has to wait for one to fill.
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
        if (queue.add(request)) {
            startWriter();
        } else {
            request.failed(
                    new MailboxException(
                            Scope.STORE, Retry.LATER, "interrupted: the route is stopping", ""));
        }
    }

    private synchronized void startWriter() {
        if (writer == null) {
            writer =
                    Thread.ofVirtual()
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
        Set<AppendRequest> open = new LinkedHashSet<>(requests);
        try {
            session.use(
                    live -> {
                        append(live, open);
                        return null;
                    });
        } catch (MailboxException | RuntimeException e) {
            // what is pending now is looked for at the destination when the items come again
            folders.clear();
            if (!(e instanceof MailboxException failure) || failure.scope() == Scope.STORE) {
                session.drop();
            }
            open.forEach(request -> request.failed(e));
        }
    }

    private void append(MailboxSession live, Set<AppendRequest> open) throws MailboxException {
        if (session.isNew()) {
            folders.clear();
        }
        AppendFolder folder = folder(live, open.iterator().next().folder());
        findArrived(folder, open);
        if (open.isEmpty()) {
            return;
        }
        Map<AppendRequest, MailboxException> refused =
                append(live, folder, List.copyOf(open), "", open);
        for (Map.Entry<AppendRequest, MailboxException> entry : refused.entrySet()) {
            if (!repaired(live, folder, entry.getKey(), entry.getValue(), open)) {
                open.remove(entry.getKey());
                entry.getKey().failed(entry.getValue());
            }
        }
    }

    private AppendFolder folder(MailboxSession live, FolderPath path) throws MailboxException {
        AppendFolder folder = folders.get(path);
        if (folder == null) {
            DestinationFolder destination =
                    new DestinationFolder(
                            endpoint.getConfiguration().getStore(), session.mailbox(), path);
            boolean adopt = endpoint.getConfiguration().isAdopt();
            folder = new AppendFolder(endpoint.ledger(), live, destination, adopt);
            folders.put(path, folder);
        }
        return folder;
    }

    /** Answers those that are there already. */
    private static void findArrived(AppendFolder folder, Set<AppendRequest> open)
            throws MailboxException {
        Set<ItemKey> found = new HashSet<>();
        for (AppendRequest request : List.copyOf(open)) {
            Optional<Uid> uid = request.key().isPresent() ? folder.find(request) : Optional.empty();
            if (uid.isPresent()) {
                found.add(request.key().get());
                open.remove(request);
                if (folder.isLeftOver(request.key().get())) {
                    request.arrived(uid);
                } else {
                    request.adopted(uid);
                }
            }
        }
        folder.settled(found);
    }

    /**
     * Pending, append, settled; answers those that arrived.
     *
     * @return those that the destination refuses, with its reason
     */
    private Map<AppendRequest, MailboxException> append(
            MailboxSession live,
            AppendFolder folder,
            List<AppendRequest> batch,
            String note,
            Set<AppendRequest> open)
            throws MailboxException {
        AppendLease.Term term = endpoint.getComponent().getLease().await();
        Optional<PendingBatch> pending = begin(folder, batch);
        List<AppendOutcome> outcomes;
        try {
            outcomes =
                    live.append(
                            folder.destination().folder(),
                            batch.stream()
                                    .map(request -> LeasedContent.under(term, request.item()))
                                    .toList());
        } catch (MailboxException e) {
            if (e.scope() != Scope.STORE && pending.isPresent()) {
                endpoint.ledger().settle(pending.get(), List.of());
            }
            throw e;
        }
        Map<AppendRequest, MailboxException> refused = new LinkedHashMap<>();
        Map<AppendRequest, AppendOutcome.Appended> arrived = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            switch (outcomes.get(i)) {
                case AppendOutcome.Appended appended -> arrived.put(batch.get(i), appended);
                case AppendOutcome.Refused(MailboxException reason) ->
                        refused.put(batch.get(i), reason);
            }
        }
        if (pending.isPresent()) {
            endpoint.ledger().settle(pending.get(), copied(arrived, note));
        }
        arrived.forEach(
                (request, appended) -> {
                    appended.uid().ifPresent(folder::arrived);
                    open.remove(request);
                    request.arrived(appended.uid());
                });
        return refused;
    }

    private Optional<PendingBatch> begin(AppendFolder folder, List<AppendRequest> batch)
            throws MailboxException {
        List<BatchItem> items =
                batch.stream()
                        .filter(request -> request.key().isPresent())
                        .map(request -> new BatchItem(request.key().get(), request.item().head()))
                        .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        PendingBatch pending = endpoint.ledger().begin(folder.destination(), folder.fence(), items);
        folder.settled(items.stream().map(BatchItem::key).collect(Collectors.toSet()));
        return Optional.of(pending);
    }

    private static List<Copied> copied(
            Map<AppendRequest, AppendOutcome.Appended> arrived, String note) {
        List<Copied> copied = new ArrayList<>();
        arrived.forEach(
                (request, appended) ->
                        request.key()
                                .ifPresent(
                                        key -> {
                                            String dropped =
                                                    appended.dropped().isEmpty()
                                                            ? ""
                                                            : "dropped flags: "
                                                                    + appended.dropped();
                                            String separator =
                                                    note.isEmpty() || dropped.isEmpty() ? "" : "; ";
                                            copied.add(
                                                    new Copied(
                                                            key,
                                                            request.item().head(),
                                                            appended.uid(),
                                                            note + separator + dropped));
                                        }));
        return copied;
    }

    /** Tries a refused message once more, repaired; true when it has arrived. */
    private boolean repaired(
            MailboxSession live,
            AppendFolder folder,
            AppendRequest request,
            MailboxException reason,
            Set<AppendRequest> open)
            throws MailboxException {
        if (!endpoint.getConfiguration().isRepair() || reason.scope() != Scope.MESSAGE) {
            return false;
        }
        Optional<MessageRepair.Repaired> repaired = repair(request);
        if (repaired.isEmpty()) {
            return false;
        }
        try (var content = repaired.get().content()) {
            AppendRequest again = request.with(new Item(request.item().head(), content));
            String note = "repaired: " + String.join(", ", repaired.get().rules());
            if (append(live, folder, List.of(again), note, open).isEmpty()) {
                open.remove(request);
                return true;
            }
            return false;
        }
    }

    private Optional<MessageRepair.Repaired> repair(AppendRequest request) {
        try {
            return MessageRepair.repair(
                    request.item().content(), endpoint.getComponent().getSpool());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
