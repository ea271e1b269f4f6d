package io.mailcaravan.store.mbox;

import java.io.IOException;
import java.util.zip.CRC32;

/** What a killed process left behind the place where its batch began. */
final class UnfinishedAppend {

    private UnfinishedAppend() {}

    /**
     * Whether a message of another program begins there, which did not heed our lock. In formats
     * without quoting that cannot be told in a message that is not whole.
     *
     * @param begun where the batch began
     */
    static boolean hasAnothers(FileWindow file, long begun) throws IOException {
        long at = begun;
        while (at < file.limit()) {
            while (file.isBlank(at, file.lineEnd(at))) {
                at = file.lineEnd(at);
            }
            MessageHead head = MessageHead.read(file, at, false);
            if (head.note().isEmpty() || !isWhole(file, head, head.note().get())) {
                return isQuoted(file, at) && isFollowedByAnothers(file, at);
            }
            at = head.begin() + head.note().get().bytes();
            while (file.at(at) == '\n') {
                at++;
            }
        }
        return false;
    }

    /** Whether no line of the message can look like the beginning of another; else not known. */
    private static boolean isQuoted(FileWindow file, long start) throws IOException {
        long at = file.lineEnd(start);
        return StoredNote.parse(file.text(at, file.lineEnd(at), 200))
                .map(StoredNote::quoted)
                .orElse(true);
    }

    private static boolean isWhole(FileWindow file, MessageHead head, StoredNote note)
            throws IOException {
        CRC32 crc32 = new CRC32();
        for (long i = head.begin(); i < head.begin() + note.bytes(); i++) {
            crc32.update(file.at(i));
        }
        return (int) crc32.getValue() == note.crc32();
    }

    /** Whether a message of another program begins in what is left. */
    private static boolean isFollowedByAnothers(FileWindow file, long from) throws IOException {
        boolean blank = true;
        long at = from;
        while (at < file.limit()) {
            long lineEnd = file.lineEnd(at);
            if (blank
                    && FromLine.isAt(file, at)
                    && StoredNote.parse(file.text(lineEnd, file.lineEnd(lineEnd), 200)).isEmpty()
                    && !isCutNote(file, lineEnd)) {
                return true;
            }
            blank = file.isBlank(at, lineEnd);
            at = lineEnd;
        }
        return false;
    }

    /** Whether the file ends within a line that would have been this store's note. */
    private static boolean isCutNote(FileWindow file, long at) throws IOException {
        long end = file.lineEnd(at);
        String start = StoredNote.FIELD + ": ";
        String found = file.text(at, end, start.length());
        return end == file.limit() && start.startsWith(found);
    }
}
