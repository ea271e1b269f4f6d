package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Finds the messages of a file. A message begins at a {@link FromLine} behind an empty line or the
 * NUL bytes that a power cut left, and nowhere else; what this store has written, by its checksum,
 * and what has a {@code Content-Length} to be believed, is not searched.
 */
final class MboxScan {

    private static final long BETWEEN_LOOKS = 4 << 20;

    private final FileWindow file;
    private final MboxFormat format;
    private final Alive alive;
    private final LabelSets labels;
    private final boolean takeout;
    private long lookAgain = BETWEEN_LOOKS;

    /**
     * @param labels takes those of the messages; null where they mean nothing
     */
    MboxScan(FileWindow file, MboxFormat format, LabelSets labels, Alive alive) {
        this.file = file;
        this.format = format;
        this.labels = labels;
        this.takeout = labels != null;
        this.alive = alive;
    }

    /** Takes each state of the index, a message more each time. */
    @FunctionalInterface
    interface Progress {
        void at(MboxIndex index);
    }

    /**
     * Goes on behind what is known.
     *
     * @param path for people
     */
    MboxIndex from(MboxIndex known, Path path, Progress progress)
            throws IOException, MailboxException {
        MboxIndex index = known;
        long start = index.end();
        while (file.isBlank(start, file.lineEnd(start))) {
            start = file.lineEnd(start); // some programs begin with one, and some end with many
        }
        if (start < file.limit() && index.count() == 0 && !FromLine.isAt(file, start)) {
            throw noMbox(path);
        }
        while (start < file.limit()) {
            index = message(index, start);
            progress.at(index);
            start = index.end();
        }
        return index;
    }

    private MboxIndex message(MboxIndex index, long start) throws IOException, MailboxException {
        MessageHead head = MessageHead.read(file, start, takeout);
        boolean altered = head.note().isPresent() && !isWhole(head, head.note().get());
        if (altered) {
            head = MessageHead.readAsAny(file, start, takeout);
        }
        long size;
        long next;
        int doubtful = 0;
        if (head.note().isPresent()) {
            size = head.note().get().size();
            next = head.begin() + head.note().get().bytes();
            while (file.at(next) == '\n') {
                next++;
            }
        } else {
            Body body = new Body(head);
            next = body.next;
            size = head.size() + body.size;
            doubtful = body.doubtful;
        }
        int label = takeout ? labels.number(head.fields().value("x-gmail-labels")) : 0;
        long identity = ((long) head.crc32() << 32) ^ size;
        boolean hidden = head.hidden(file, index.count() == 0);
        return index.with(start, altered, hidden ? -1 : size, label, identity, doubtful, next);
    }

    /**
     * Whether the bytes and their number are what the note says: anybody can write one, and hide
     * the messages behind it or ask for more memory than there is.
     */
    private boolean isWhole(MessageHead head, StoredNote note)
            throws IOException, MailboxException {
        MboxFormat written = note.quoted() ? MboxFormat.MBOXRD : MboxFormat.MBOXCL2;
        CRC32 crc32 = new CRC32();
        byte[] part = new byte[8192];
        long size = 0;
        long end = head.begin() + note.bytes();
        for (long at = head.begin(); at < end; ) {
            look(at);
            if (note.quoted() && file.isAt(at, FromLine.START)) {
                return false; // it would have been quoted
            }
            long lineEnd = Math.min(end, file.lineEnd(at));
            size += note.crlf() ? MessageLines.crlfSize(file, at, lineEnd) : lineEnd - at;
            size -= MessageLines.isQuoted(file, at, written) ? 1 : 0;
            while (at < lineEnd) {
                int count = file.copy(at, lineEnd, part, 0);
                if (count == 0) {
                    return false; // somebody has cut the file meanwhile
                }
                crc32.update(part, 0, count);
                at += count;
            }
        }
        return size == note.size() && (int) crc32.getValue() == note.crc32();
    }

    /** The lines behind a header. */
    private final class Body {
        private final long next;
        private long size;
        private int doubtful;

        Body(MessageHead head) throws IOException, MailboxException {
            long told = head.body() + head.fields().contentLength();
            boolean believed =
                    format == MboxFormat.MBOXCL2 && StoredMessage.endsAt(file, head, told);
            long at = head.body();
            long blank = head.ended() ? 0 : -1;
            long end = -1;
            while (at < file.limit() && end < 0) {
                look(at);
                if (believed && at == told) {
                    break;
                }
                boolean mayBegin = blank >= 0 || file.at(at - 1) == 0;
                if (!believed && mayBegin && FromLine.isAt(file, at)) {
                    end = at;
                    break;
                }
                doubtful += !believed && FromLine.isDoubtful(file, at) ? 1 : 0;
                long lineEnd = file.lineEnd(at);
                if (believed && at < told) {
                    lineEnd = Math.min(lineEnd, told);
                } else if (!believed) {
                    long cut = file.behindNuls(at, lineEnd);
                    lineEnd = cut < 0 ? lineEnd : cut;
                }
                long length = MessageLines.crlfSize(file, at, lineEnd);
                size += length - (MessageLines.isQuoted(file, at, format) ? 1 : 0);
                blank = file.isBlank(at, lineEnd) ? length : -1;
                at = lineEnd;
            }
            if (believed) {
                long behind = told;
                while (file.isBlank(behind, file.lineEnd(behind))) {
                    behind = file.lineEnd(behind);
                }
                next = behind;
            } else {
                next = at;
                size -= Math.max(0, blank); // the empty line between two messages
            }
        }
    }

    private void look(long offset) throws MailboxException {
        if (offset >= lookAgain) {
            alive.check();
            lookAgain = offset + BETWEEN_LOOKS;
        }
    }

    private static MailboxException noMbox(Path path) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                path + " is no mbox: it does not begin with a line 'From <address> <date>'.",
                "Name the file that holds the messages.");
    }
}
