package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.angus.mail.iap.ByteArray;

/**
 * Reads one large message in parts into a spool file, a few parts under way at a time. The
 * announced size only says how many parts to ask for ahead, and only until a part is short: the
 * message ends where the server has no more.
 */
final class LargeReading {
    private static final int PART = 1 << 20;
    private static final int UNDER_WAY = 4;

    private final Wire wire;
    private final Spool spool;
    private MailboxException refusal;

    LargeReading(Wire wire, Spool spool) {
        this.wire = wire;
        this.spool = spool;
    }

    /** The item; empty where the server does not deliver it. */
    Optional<Item> read(FolderPath folder, ItemHead head) throws MailboxException {
        Path file = null;
        boolean done = false;
        try {
            file = spool.newFile();
            Parts parts = new Parts(folder, head);
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                parts.readAll(out);
                out.truncate(parts.end);
            }
            if (!parts.found) {
                return Optional.empty();
            }
            Content content = Content.ofSpool(file);
            done = true;
            return Optional.of(
                    new Item(
                            new ItemHead(head.uid(), parts.flags, parts.date, content.size()),
                            content));
        } catch (IOException e) {
            wire.giveUp();
            throw Reading.spoolFailure(wire.mailbox(), spool, head.size(), e);
        } finally {
            if (!done && file != null) {
                delete(file);
            }
        }
    }

    /** Why the server did not deliver it; null where it did, or gave no reason. */
    MailboxException refusal() {
        return refusal;
    }

    private void delete(Path file) throws MailboxException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Reading.spoolFailure(wire.mailbox(), spool, 0, e);
        }
    }

    private final class Parts {
        private final FolderPath folder;
        private final ItemHead head;
        private final Deque<String> tags = new ArrayDeque<>();
        private final Map<Long, Long> ahead = new TreeMap<>();
        private long asked;

        /** Bytes that have arrived without a gap. */
        private long end;

        private boolean found;
        private boolean refused;

        /** A part was not whole: the message is smaller than announced, or parts are. */
        private boolean shortened;

        private Flags flags;
        private Instant date;

        Parts(FolderPath folder, ItemHead head) {
            this.folder = folder;
            this.head = head;
            this.flags = head.flags();
            this.date = head.internalDate();
        }

        void readAll(FileChannel out) throws MailboxException, IOException {
            long before;
            do {
                before = end;
                asked = end;
                ask();
                while (more() && tags.size() < UNDER_WAY) {
                    ask();
                }
                while (!tags.isEmpty()) {
                    take(wire.read(), out);
                }
                // go on until the server has nothing more, wherever it had announced the end;
                // a last part that was short and ends at the announced size needs no asking
            } while (!refused
                    && end > before
                    && end <= most()
                    && !(end == head.size() && end % PART != 0));
            if (!refused && !ahead.isEmpty()) {
                found = false;
                refusal = gap();
            }
            if (end > most()) {
                found = false;
                refusal =
                        new MailboxException(
                                Scope.MESSAGE,
                                Retry.NEVER,
                                wire.mailbox()
                                        + ": cannot read "
                                        + folder
                                        + ": the message with UID "
                                        + head.uid()
                                        + ", announced with "
                                        + head.size()
                                        + " bytes, does not end after "
                                        + end,
                                "");
            }
        }

        /** The server has bytes behind it, so that the message does not end here. */
        private MailboxException gap() {
            return new MailboxException(
                    Scope.MESSAGE,
                    Retry.LATER,
                    wire.mailbox()
                            + ": cannot read "
                            + folder
                            + ": the server leaves out a part of the message with UID "
                            + head.uid()
                            + ", from byte "
                            + end
                            + " on",
                    "");
        }

        /** Sizes are announced wrongly, but not by that much. */
        private long most() {
            return Math.max(2L << 30, 4 * head.size());
        }

        private void ask() throws MailboxException {
            String items =
                    asked == 0 ? "(UID FLAGS INTERNALDATE BODY.PEEK[]<" : "(UID BODY.PEEK[]<";
            tags.add(
                    wire.send("UID FETCH " + head.uid() + " " + items + asked + "." + PART + ">)"));
            asked += PART;
        }

        private void take(ServerLine line, FileChannel out) throws MailboxException, IOException {
            if (line.isTagged() && tags.remove(line.getTag())) {
                ended(line);
            } else if (line.keyEquals("FETCH")) {
                FetchAnswer answer = FetchAnswer.parse(line);
                if (answer.uid() == head.uid().value() && Reading.hasBody(answer)) {
                    arrived(answer, out);
                }
            }
        }

        private void arrived(FetchAnswer answer, FileChannel out) throws IOException {
            found = true;
            if (answer.flags() != null) {
                flags = answer.flags();
            }
            if (answer.internalDate() != null) {
                date = answer.internalDate();
            }
            long at = Math.max(0, answer.origin());
            long length = write(answer, out, at);
            ahead.merge(at, length, Math::max);
            ahead.entrySet()
                    .removeIf(
                            part -> {
                                if (part.getKey() > end) {
                                    return false;
                                }
                                end = Math.max(end, part.getKey() + part.getValue());
                                return true;
                            });
        }

        /** The part; some servers deliver the whole message instead. */
        private long write(FetchAnswer answer, FileChannel out, long at) throws IOException {
            if (answer.spooled() != null) {
                try (Content content = answer.spooled().take()) {
                    out.position(at);
                    content.writeTo(Channels.newOutputStream(out));
                    return content.size();
                }
            }
            ByteArray body = answer.body();
            ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(), body.getStart(), body.getCount());
            for (long to = at; bytes.hasRemaining(); ) {
                to += out.write(bytes, to);
            }
            return body.getCount();
        }

        private void ended(ServerLine line) throws MailboxException {
            if (!line.isOK()) {
                refused = true;
                found = false;
                MailboxException reason =
                        ServerRefusals.of(
                                wire.mailbox(), "cannot read " + folder, line, Scope.MESSAGE);
                if (reason.scope() != Scope.MESSAGE) {
                    drain();
                    throw reason;
                }
                refusal = reason;
            } else {
                // all that was asked for until here should have arrived, but for what is under way
                shortened |= end + (long) tags.size() * PART < asked;
                if (!refused && more()) {
                    ask();
                }
            }
        }

        /** Whether it is worth asking ahead. */
        private boolean more() {
            return !shortened && asked < head.size();
        }

        private void drain() throws MailboxException {
            while (!tags.isEmpty()) {
                ServerLine line = wire.read();
                if (line.isTagged()) {
                    tags.remove(line.getTag());
                }
            }
        }
    }
}
