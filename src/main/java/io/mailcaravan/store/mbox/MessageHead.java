package io.mailcaravan.store.mbox;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The beginning of a message in a file: its {@code From } line, the fields of the store, and where
 * its own header and body lie.
 *
 * @param fromLine without its end
 * @param fields the file's own
 * @param note what this store wrote there, if it still fits
 * @param begin offset of the message's first own byte; lines of the file may still be among those
 *     of the header where there is no note
 * @param body offset behind the empty line that ends the header, or where the header breaks off
 * @param ended whether there is such an empty line
 * @param size of the header without the file's own lines, with CRLF line ends
 * @param crc32 over these lines, without their ends
 */
record MessageHead(
        String fromLine,
        StorageFields fields,
        Optional<StoredNote> note,
        long begin,
        long body,
        boolean ended,
        long size,
        int crc32) {

    /** What lies beyond is taken for the body. */
    private static final int LONGEST = 1 << 20;

    /** Of the header of UW's internal message. */
    private static final int LONGEST_INTERNAL = 64 << 10;

    /** Reads the header of the message whose {@code From } line is at this offset. */
    static MessageHead read(FileWindow file, long start, boolean takeout) throws IOException {
        long first = file.lineEnd(start);
        Optional<StoredNote> note = StoredNote.parse(file.text(first, file.lineEnd(first), 200));
        if (note.isPresent()) {
            Optional<MessageHead> written = new Reading(file, takeout).written(start, note.get());
            if (written.isPresent()) {
                return written.get();
            }
        }
        return new Reading(file, takeout).other(start);
    }

    /**
     * Whether it is no message for its owner: Thunderbird has deleted it, or it is what UW's
     * programs keep their numbers in. Any sender can write such fields, so they must stand where
     * these programs put them.
     *
     * @param first of its file
     */
    boolean hidden(FileWindow file, boolean first) throws IOException {
        if (note.isPresent()) {
            return false;
        }
        return fields.expunged()
                || (first
                        && !fields.value("x-imap").isEmpty()
                        && (FromLine.isProgramsOwn(fromLine)
                                || file.text(begin, body, LONGEST_INTERNAL)
                                        .contains("\nSubject: DON'T DELETE THIS MESSAGE")));
    }

    /** The same for a message that only pretends to be of this store, or that was changed. */
    static MessageHead readAsAny(FileWindow file, long start, boolean takeout) throws IOException {
        return new Reading(file, takeout).other(start);
    }

    /** One header on its way. */
    private static final class Reading {
        private final FileWindow file;
        private final boolean takeout;
        private final StorageFields fields = new StorageFields();
        private final CRC32 crc32 = new CRC32();
        private final byte[] line = new byte[1024];
        private long size;

        Reading(FileWindow file, boolean takeout) {
            this.file = file;
            this.takeout = takeout;
        }

        /** A message that this store wrote; empty where the note does not fit any more. */
        Optional<MessageHead> written(long start, StoredNote note) throws IOException {
            long begin = file.lineEnd(start);
            for (int i = 0; i < note.lines(); i++) {
                String name = HeaderField.ownName(file, begin, false);
                if (name.isEmpty()) {
                    return Optional.empty();
                }
                // one line each: what is folded behind it is the message's own
                long lineEnd = file.lineEnd(begin);
                fields.add(name, HeaderField.value(file, begin, name, lineEnd));
                begin = lineEnd;
            }
            if (!fits(begin + note.bytes())) {
                return Optional.empty();
            }
            long end = begin + note.bytes();
            long at = begin;
            boolean ended = false;
            while (at < end && at - begin < LONGEST && !ended) {
                long lineEnd = Math.min(end, file.lineEnd(at));
                ended = file.isBlank(at, lineEnd);
                count(at, lineEnd);
                at = lineEnd;
            }
            return Optional.of(head(start, Optional.of(note), begin, at, ended));
        }

        /** Whether a message may end there: an empty line, then the end or another message. */
        private boolean fits(long end) throws IOException {
            if (file.at(end) != '\n') {
                return false;
            }
            long next = end > 0 && file.at(end - 1) == '\n' ? end + 1 : end + 2;
            return (next == end + 1 || file.at(end + 1) == '\n')
                    && (next == file.limit() || file.isAt(next, FromLine.START));
        }

        /** Any other message: fields of the file may stand anywhere. */
        MessageHead other(long start) throws IOException {
            long begin = file.lineEnd(start);
            long at = begin;
            boolean top = FromLine.isThunderbirds(file.text(start, begin, 500)) && !takeout;
            while (at < file.limit() && at - begin < LONGEST) {
                long lineEnd = file.lineEnd(at);
                if (file.isBlank(at, lineEnd)) {
                    count(at, lineEnd);
                    return head(start, Optional.empty(), begin, lineEnd, true);
                }
                long cut = file.behindNuls(at, lineEnd);
                if (cut >= 0) {
                    count(at, cut);
                    return head(start, Optional.empty(), begin, cut, false);
                }
                String name = HeaderField.ownName(file, at, takeout);
                if (name.isEmpty()) {
                    // what Thunderbird itself puts before its status
                    top = top && (file.isAt(at, "X-Account-Key:") || file.isAt(at, "X-UIDL:"));
                    count(at, lineEnd);
                    at = lineEnd;
                } else {
                    at = take(name, at);
                    top = top && name.startsWith("x-mozilla-");
                    if (top && name.equals("x-mozilla-status")) {
                        fields.believeMozilla();
                    }
                }
            }
            return head(start, Optional.empty(), begin, at, false);
        }

        private MessageHead head(
                long start, Optional<StoredNote> note, long begin, long body, boolean ended)
                throws IOException {
            String line = file.text(start, file.lineEnd(start), 500);
            return new MessageHead(
                    line, fields, note, begin, body, ended, size, (int) crc32.getValue());
        }

        /** Takes a field of the file; the offset behind it. */
        private long take(String name, long at) throws IOException {
            long end = HeaderField.end(file, at);
            fields.add(name, HeaderField.value(file, at, name, end));
            return end;
        }

        private void count(long at, long lineEnd) throws IOException {
            size += MessageLines.crlfSize(file, at, lineEnd);
            long end = lineEnd;
            if (file.at(end - 1) == '\n') {
                end--;
                end -= end > at && file.at(end - 1) == '\r' ? 1 : 0;
            }
            for (long i = at; i < end; ) {
                int copied = file.copy(i, end, line, 0);
                if (copied == 0) {
                    break; // somebody has cut the file meanwhile
                }
                crc32.update(line, 0, copied);
                i += copied;
            }
            crc32.update('\n');
        }
    }
}
