package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ByteArray;

/**
 * Reads messages whole, with two requests under way, so that the server is never idle. A server may
 * answer both at once (Dovecot does): answers are matched by UID, and those of the later request
 * wait until the earlier one is done.
 */
final class Reading {
    private static final int UNDER_WAY = 2;

    /** Bytes of messages in memory that wait for their turn. */
    private static final long MOST_KEPT = 16 << 20;

    /** Messages refused for now, one after the other, before the folder is left alone. */
    private static final int TOO_MANY_REFUSED = 10;

    private static final String ITEMS = " (UID FLAGS INTERNALDATE BODY.PEEK[])";

    private final Wire wire;
    private final Folders folders;
    private final Spool spool;

    /** Why messages of the last reading could not be read. */
    private final Map<Uid, String> unreadable = new HashMap<>();

    private FolderPath last;

    Reading(Wire wire, Folders folders, Spool spool) {
        this.wire = wire;
        this.folders = folders;
        this.spool = spool;
    }

    void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        wire.doing("reading " + folder);
        last = folder;
        unreadable.clear();
        folders.open(folder);
        new Run(folder, new ReadRequests(windows, spool.threshold()), to).run();
    }

    /** Why a message was left out when this folder was read last. */
    Optional<String> unreadable(FolderPath folder, Uid uid) {
        return folder.equals(last) ? Optional.ofNullable(unreadable.get(uid)) : Optional.empty();
    }

    private final class Run {
        private final FolderPath folder;
        private final ReadRequests requests;
        private final ItemSink to;
        private final Deque<ReadRequest> underWay = new ArrayDeque<>();
        private Exception failure;
        private long keptBytes;
        private int refusedInARow;

        Run(FolderPath folder, ReadRequests requests, ItemSink to) {
            this.folder = folder;
            this.requests = requests;
            this.to = to;
        }

        void run() throws MailboxException {
            try {
                while (more()) {
                    take(wire.read());
                }
            } finally {
                underWay.forEach(ReadRequest::close);
            }
            if (failure instanceof MailboxException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
        }

        /** Keeps requests under way; false when all is read. */
        private boolean more() throws MailboxException {
            while (failure == null && underWay.size() < UNDER_WAY && hasNext()) {
                if (!requests.nextIsLarge()) {
                    ReadRequest request = requests.next();
                    request.sent(wire.send("UID FETCH " + request.uids() + ITEMS));
                    underWay.add(request);
                } else if (underWay.isEmpty()) {
                    large(requests.next().onlyHead());
                } else {
                    break; // a large message has the connection to itself
                }
            }
            return !underWay.isEmpty();
        }

        private boolean hasNext() {
            try {
                return requests.hasNext();
            } catch (RuntimeException e) {
                failure = e; // the caller's iterator: first drain what is under way
                return false;
            }
        }

        private void take(ServerLine line) throws MailboxException {
            if (line.keyEquals("FETCH")) {
                FetchAnswer answer = FetchAnswer.parse(line);
                if (answer.uid() > 0 && hasBody(answer) && answer.origin() < 0) {
                    arrived(answer);
                }
            } else if (line.isTagged()) {
                ended(line);
            }
        }

        private void arrived(FetchAnswer answer) throws MailboxException {
            for (ReadRequest request : underWay) {
                ItemHead head = request.take(answer.uid());
                if (head != null) {
                    if (failure == null) {
                        Item item = item(head, answer);
                        if (request == underWay.peekFirst()) {
                            deliver(item);
                        } else {
                            request.keep(bounded(item));
                        }
                    }
                    return;
                }
            }
        }

        private void ended(ServerLine line) throws MailboxException {
            for (ReadRequest request : underWay) {
                if (request.ends(line)) {
                    break;
                }
            }
            while (!underWay.isEmpty() && underWay.peekFirst().ended()) {
                ReadRequest done = underWay.removeFirst();
                if (!done.end().isOK() && failure == null) {
                    refused(done);
                }
                if (!underWay.isEmpty()) {
                    keptBytes = 0;
                    underWay.peekFirst().kept().forEach(this::deliver);
                }
            }
        }

        /** NO: a message is gone, or one is broken on the server and spoils the others' answer. */
        private void refused(ReadRequest request) {
            MailboxException reason =
                    ServerRefusals.of(
                            wire.mailbox(), "cannot read " + folder, request.end(), Scope.MESSAGE);
            if (reason.scope() != Scope.MESSAGE || request.end().isBAD()) {
                failure = reason;
                return;
            }
            if (request.isOfOne() && !request.isDone()) {
                refused(request.onlyHead(), reason);
            }
            requests.again(request.missing());
        }

        /** One message, asked for alone. */
        private void refused(ItemHead head, MailboxException reason) {
            unreadable.put(head.uid(), reason.explanation());
            if (reason.retry() == Retry.LATER && ++refusedInARow >= TOO_MANY_REFUSED) {
                // not these messages: the folder cannot be read now
                failure =
                        new MailboxException(
                                Scope.FOLDER,
                                Retry.LATER,
                                reason.getMessage(),
                                reason.advice(),
                                reason);
            }
        }

        /** What waits for its turn is bounded, however small the messages were announced. */
        private Item bounded(Item item) throws MailboxException {
            keptBytes += item.content().size();
            if (keptBytes < MOST_KEPT || item.content() instanceof Content.FileContent) {
                return item;
            }
            try (Content content = item.content()) {
                Path file = spool.newFile();
                try (var out = Files.newOutputStream(file)) {
                    content.writeTo(out);
                }
                return new Item(item.head(), Content.ofSpool(file));
            } catch (IOException e) {
                wire.giveUp();
                throw spoolFailure(wire.mailbox(), spool, item.content().size(), e);
            }
        }

        private void deliver(Item item) {
            refusedInARow = 0;
            if (failure != null) {
                item.content().close();
                return;
            }
            try {
                to.accept(item);
            } catch (MailboxException | RuntimeException e) {
                failure = e; // told after what is under way is drained
            }
        }

        private void large(ItemHead head) throws MailboxException {
            LargeReading reading = new LargeReading(wire, spool);
            Optional<Item> item = reading.read(folder, head);
            item.ifPresent(this::deliver);
            if (item.isEmpty() && reading.refusal() != null) {
                refused(head, reading.refusal());
            }
        }

        private Item item(ItemHead head, FetchAnswer answer) {
            Content content = content(answer);
            return new Item(
                    new ItemHead(
                            head.uid(),
                            answer.flags() == null ? head.flags() : answer.flags(),
                            answer.internalDate() == null
                                    ? head.internalDate()
                                    : answer.internalDate(),
                            content.size()),
                    content);
        }

        /** In memory, unless the server announced a large message as a small one. */
        private Content content(FetchAnswer answer) {
            ByteArray body = answer.body();
            return answer.spooled() == null
                    ? Content.of(body.getBytes(), body.getStart(), body.getCount())
                    : answer.spooled().take();
        }
    }

    static boolean hasBody(FetchAnswer answer) {
        return answer.body() != null || answer.spooled() != null;
    }

    static MailboxException spoolFailure(
            ServerMailbox mailbox, Spool spool, long needed, IOException cause) {
        return spool.noRoom(needed, cause).orElseGet(() -> spoolFailure(mailbox, cause));
    }

    static MailboxException spoolFailure(ServerMailbox mailbox, IOException cause) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                mailbox
                        + ": cannot keep a large message in a spool file: "
                        + FileErrors.words(cause),
                "Check the rights of the spool folder.",
                cause);
    }
}
