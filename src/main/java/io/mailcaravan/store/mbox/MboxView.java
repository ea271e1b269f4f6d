package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.NotPlainException;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A file as it was at one time.
 *
 * @param labels null where they mean nothing
 */
record MboxView(Stamp stamp, MboxIndex index, UidValidity uidValidity, LabelSets labels) {

    /**
     * What tells that a file is as it was.
     *
     * @param touched when anything of it was changed, its name and times among it: programs set
     *     {@code changed} back
     */
    record Stamp(Object key, long size, FileTime changed, FileTime touched) {

        static final Stamp MISSING =
                new Stamp(null, 0, FileTime.fromMillis(0), FileTime.fromMillis(0));

        /** Without what another session of this program is just writing. */
        static Stamp of(Path mbox) throws IOException {
            Stamp now = ofAll(mbox);
            while (true) {
                OptionalLong begun = DotLock.begun(mbox);
                Stamp again = ofAll(mbox);
                if (begun.isPresent()) {
                    return new Stamp(
                            again.key,
                            Math.min(again.size, begun.getAsLong()),
                            again.changed,
                            again.touched);
                }
                if (again.equals(now)) {
                    return now;
                }
                now = again; // an append may have ended in between
            }
        }

        private static Stamp ofAll(Path mbox) throws IOException {
            try {
                BasicFileAttributes attributes = PlainFiles.look(mbox);
                if (!attributes.isRegularFile()) {
                    throw new NotPlainException(
                            mbox, PlainFiles.oddity(attributes).orElse("no regular file"));
                }
                return new Stamp(
                        attributes.fileKey(),
                        attributes.size(),
                        attributes.lastModifiedTime(),
                        touched(mbox, attributes));
            } catch (NoSuchFileException e) {
                return MISSING;
            }
        }

        private static FileTime touched(Path mbox, BasicFileAttributes attributes)
                throws IOException {
            try {
                return (FileTime) Files.getAttribute(mbox, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            } catch (UnsupportedOperationException | IllegalArgumentException e) {
                return attributes.lastModifiedTime();
            }
        }

        boolean isSameFile(Stamp other) {
            return Objects.equals(key, other.key);
        }
    }

    /** The UID that the next message gets. */
    Uid uidNext() {
        return new Uid(index.count() + 1L);
    }
}
