package io.mailcaravan.store.imap;

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

import org.eclipse.angus.mail.iap.ByteArray;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Reads messages whole, with two requests under way, so that the server is never idle. A server may
 * answer both at once (Dovecot does): answers are matched by UID, and those of the later request
 * wait until the earlier one is done.
 */
final class Reading {
    private static final int UNDER_WAY = 2;
    private static final String ITEMS = " (UID FLAGS INTERNALDATE BODY.PEEK[])";

    private final Wire wire;
    private final Folders folders;
    private final Spool spool;

    Reading(Wire wire, Folders folders, Spool spool) {
        this.wire = wire;
        this.folders = folders;
        this.spool = spool;
    }

    void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        wire.doing("reading " + folder);
        folders.open(folder);
        new Run(folder, new ReadRequests(windows, spool.threshold()), to).run();
    }

    private final class Run {
        private final FolderPath folder;
        private final ReadRequests requests;
        private final ItemSink to;
        private final Deque<ReadRequest> underWay = new ArrayDeque<>();
        private Exception failure;

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
                if (answer.uid() > 0 && answer.body() != null && answer.origin() < 0) {
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
                            request.keep(item);
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
                    underWay.peekFirst().kept().forEach(this::deliver);
                }
            }
        }

        /** NO: a message is gone, or one is broken on the server and spoils the others' answer. */
        private void refused(ReadRequest request) {
            MailboxException reason =
                    Refusals.of(
                            wire.place(), "cannot read " + folder, request.end(), Scope.MESSAGE);
            if (reason.scope() != Scope.MESSAGE || request.end().isBAD()) {
                failure = reason;
            } else {
                requests.again(request.missing());
            }
        }

        private void deliver(Item item) {
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
            new LargeReading(wire, spool).read(folder, head).ifPresent(this::deliver);
        }

        private Item item(ItemHead head, FetchAnswer answer) throws MailboxException {
            ByteArray body = answer.body();
            return new Item(
                    new ItemHead(
                            head.uid(),
                            answer.flags() == null ? head.flags() : answer.flags(),
                            answer.internalDate() == null
                                    ? head.internalDate()
                                    : answer.internalDate(),
                            body.getCount()),
                    content(body));
        }

        /** In memory, unless the server announced a large message as a small one. */
        private Content content(ByteArray body) throws MailboxException {
            if (body.getCount() < spool.threshold()) {
                return Content.of(body.getBytes(), body.getStart(), body.getCount());
            }
            try {
                Path file = spool.newFile();
                try (var out = Files.newOutputStream(file)) {
                    out.write(body.getBytes(), body.getStart(), body.getCount());
                }
                return Content.ofSpool(file);
            } catch (IOException e) {
                wire.giveUp();
                throw spoolFailure(wire.place(), spool, body.getCount(), e);
            }
        }
    }

    static MailboxException spoolFailure(Place place, Spool spool, long needed, IOException cause) {
        return spool.noRoom(needed, cause).orElseGet(() -> spoolFailure(place, cause));
    }

    static MailboxException spoolFailure(Place place, IOException cause) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                place + ": cannot keep a large message in a spool file: " + FileErrors.words(cause),
                "Check the rights of the spool folder.",
                cause);
    }
}
