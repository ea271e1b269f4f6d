package io.mailcaravan.store.eml;

import io.mailcaravan.disk.LineEnds;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MessageDate;
import io.mailcaravan.mailbox.PrivateFiles;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message in a file. What this store has written has its date in its name and is delivered as it
 * is; any other has the date that its header tells, else that of the file, and CRLF where the file
 * has LF.
 */
record EmlMessage(EmlFiles files, EmlFile file, Spool spool) {

    /** Smaller ones find room, or the disk is full for all. */
    private static final long LARGE = 1 << 20;

    private InputStream open() throws IOException {
        InputStream in = new WholeStream(files.open(file), file);
        return file.ours() ? in : new LineEnds.CrlfInputStream(in);
    }

    /** INTERNALDATE. */
    Instant date() throws IOException {
        Optional<Instant> own = EmlNames.received(file.last());
        if (own.isPresent()) {
            return own.get();
        }
        try (InputStream in = files.open(file)) {
            Optional<MessageDate> told = MessageDate.of(in);
            return told.isPresent() ? told.get().date() : dateOfFile();
        }
    }

    /** A copy that lost its times has 1970, and a zip archive 1980 at the earliest. */
    private Instant dateOfFile() {
        return file.changed().isAfter(Instant.EPOCH.plus(Duration.ofDays(1)))
                ? file.changed().truncatedTo(ChronoUnit.SECONDS)
                : InternalDate.UNKNOWN;
    }

    private long size() throws IOException {
        if (file.ours()) {
            return file.size();
        }
        requireRoom();
        LineEnds.Counter counter = new LineEnds.Counter(OutputStream.nullOutputStream());
        try (InputStream in = new BufferedInputStream(files.open(file), 1 << 16)) {
            in.transferTo(counter);
        }
        return counter.crlfSize();
    }

    /** One that cannot be read has the size that the system says; the reason is told later. */
    ItemHead head(Uid uid) {
        try {
            return new ItemHead(uid, Flags.NONE, date(), size());
        } catch (IOException e) {
            return new ItemHead(uid, Flags.NONE, dateOfFile(), Math.max(0, file.size()));
        }
    }

    /** What tells it from another one that has got its name. */
    Digest header() throws IOException {
        try (InputStream in = files.open(file)) {
            return Fingerprint.of(in, file.size(), InternalDate.UNKNOWN).header();
        }
    }

    Fingerprint fingerprint() throws IOException {
        try (InputStream in = open()) {
            return Fingerprint.of(in, size(), date());
        }
    }

    /**
     * A file with holes, or a few bytes in an archive, may claim any size. It must not fill the
     * disk on which all other messages wait, nor be read for days.
     */
    private void requireRoom() throws IOException {
        if (file.size() < LARGE) {
            return;
        }
        OptionalLong free = FileErrors.free(PrivateFiles.createFolders(spool.folder()));
        if (free.isPresent() && file.size() > free.getAsLong()) {
            throw new IOException(
                    "it has "
                            + file.size()
                            + " bytes, and the spool folder "
                            + spool.folder().toAbsolutePath()
                            + " has room for "
                            + free.getAsLong());
        }
    }

    /**
     * Reads it to its end, for nothing but the reason why it cannot be read.
     *
     * @throws IOException with that reason
     */
    void check() throws IOException {
        requireRoom();
        try (InputStream in = open()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The message whole. */
    Item item(Uid uid) throws IOException, MailboxException {
        Instant date = date();
        requireRoom();
        try (InputStream in = open()) {
            Content content = spool.keep(in);
            return new Item(new ItemHead(uid, Flags.NONE, date, content.size()), content);
        } catch (IOException e) {
            Optional<MailboxException> noRoom = spool.noRoom(file.size(), e);
            if (noRoom.isPresent()) {
                throw noRoom.get();
            }
            throw e;
        }
    }
}
