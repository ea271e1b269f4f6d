package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.PrivateFiles;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What gives a file its UIDVALIDITY. A message has its place in the file as UID; so it is noted,
 * beside the spool, which messages there were at the last look. As long as they are the first of
 * the file, the file has only grown; else all places may have changed, and the UIDVALIDITY does. A
 * note that is lost has the same effect: messages are then matched by content.
 */
final class MboxNumbers {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern NOTE =
            Pattern.compile("V(\\d{1,10}) (\\d{1,10}) messages ([0-9a-f]{16})\\s*");

    /**
     * @param count of messages at the last look
     * @param chain over them
     */
    record Known(UidValidity uidValidity, int count, long chain) {}

    private final Path folder;
    private final Alive alive;

    /**
     * @param folder where notes are kept; made when needed
     */
    MboxNumbers(Path folder, Alive alive) {
        this.folder = folder;
        this.alive = alive;
    }

    /** What was noted of a file; empty also for a note that nobody can read. */
    Optional<Known> read(Path mbox) throws IOException {
        try {
            Matcher note = NOTE.matcher(PlainFiles.text(note(mbox)));
            return note.matches()
                    ? Optional.of(
                            new Known(
                                    new UidValidity(Long.parseLong(note.group(1))),
                                    Integer.parseInt(note.group(2)),
                                    HexFormat.fromHexDigitsToLong(note.group(3))))
                    : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The UIDVALIDITY of a file as it was found.
     *
     * @param before what was noted before the file was read
     * @param grown whether the messages of that note are still the first
     * @return empty where another session has noted something else meanwhile: look again
     */
    Optional<UidValidity> settle(Path mbox, Optional<Known> before, boolean grown, MboxIndex index)
            throws IOException, MailboxException {
        PrivateFiles.createFolders(folder);
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), alive)) {
            Optional<Known> now = read(mbox);
            if (!now.equals(before)) {
                return grown && before.isPresent()
                        ? now.map(Known::uidValidity).filter(before.get().uidValidity()::equals)
                        : Optional.empty();
            }
            boolean anew = before.isEmpty() || !grown;
            UidValidity validity =
                    anew
                            ? new UidValidity(0x8000_0000L + RANDOM.nextInt(Integer.MAX_VALUE))
                            : before.get().uidValidity();
            if (anew || index.count() > before.get().count()) {
                write(mbox, new Known(validity, index.count(), index.chain()));
            }
            return Optional.of(validity);
        }
    }

    /** Notes what a session has appended. */
    void extend(Path mbox, MboxView view) throws IOException, MailboxException {
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), () -> {})) {
            Optional<Known> now = read(mbox);
            MboxIndex index = view.index();
            if (now.isPresent()
                    && now.get().uidValidity().equals(view.uidValidity())
                    && now.get().count() < index.count()) {
                write(mbox, new Known(view.uidValidity(), index.count(), index.chain()));
            }
        }
    }

    private void write(Path mbox, Known known) throws IOException {
        DurableFiles.replace(
                note(mbox),
                "V%s %d messages %016x\n"
                        .formatted(known.uidValidity(), known.count(), known.chain()));
    }

    /** By the path's bytes: its text is not the same in every locale, nor always unique. */
    private Path note(Path mbox) {
        byte[] digest = Digest.begin().digest(DurableFiles.bytes(ByteNames.ofAll(mbox)));
        return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".mbox");
    }
}
