package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.PlainFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/** Times by which a change of a folder shows without reading it. */
record FolderStamp(Instant cur, Instant fresh, Instant uidList, long uidListSize) {

    /** A change this short after another may leave the same time (clock tick of the system). */
    private static final Duration TICK = Duration.ofSeconds(2);

    static FolderStamp of(Path folder) throws IOException {
        Path list = folder.resolve(UidList.FILE);
        Instant listTime = Instant.MIN;
        long listSize = -1;
        try {
            BasicFileAttributes attributes = PlainFiles.look(list);
            listTime = attributes.lastModifiedTime().toInstant();
            listSize = attributes.size();
        } catch (NoSuchFileException e) {
            // told by the size
        }
        return new FolderStamp(
                time(folder.resolve(MessageFile.CUR)),
                time(folder.resolve(MessageFile.NEW)),
                listTime,
                listSize);
    }

    private static Instant time(Path directory) throws IOException {
        try {
            return PlainFiles.look(directory).lastModifiedTime().toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MIN;
        }
    }

    boolean sameDirectories(FolderStamp other) {
        return cur.equals(other.cur) && fresh.equals(other.fresh);
    }

    boolean sameUidList(FolderStamp other) {
        return uidList.equals(other.uidList) && uidListSize == other.uidListSize;
    }

    /** Whether the directories have been at rest for so long that the times tell all. */
    boolean isStableAt(Instant now) {
        return isBefore(cur, now.minus(TICK)) && isBefore(fresh, now.minus(TICK));
    }

    /** Whether mail came or went in the last moments. */
    boolean changedWithin(Duration span, Instant now) {
        return !isBefore(cur, now.minus(span)) || !isBefore(fresh, now.minus(span));
    }

    private static boolean isBefore(Instant time, Instant limit) {
        return time.isBefore(limit);
    }
}
