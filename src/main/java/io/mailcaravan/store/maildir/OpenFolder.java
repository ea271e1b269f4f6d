package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a session knows of one folder, and what it does there. */
final class OpenFolder {

    private final Path folder;
    private final FileNumbering numbering;
    private final Optional<UidValidities> validities;
    private final boolean writing;
    private final FolderLock.Alive alive;
    private FolderView view;
    private FolderStamp stamp;
    private boolean stable;
    private UidList list;
    private KeywordList keywords;
    private boolean leftoversRemoved;

    /**
     * @param validities numbers for a folder whose list is lost; empty for a folder to be read only
     */
    OpenFolder(
            Path folder,
            FileNumbering numbering,
            Optional<UidValidities> validities,
            FolderLock.Alive alive) {
        this.folder = folder;
        this.numbering = numbering;
        this.validities = validities;
        this.writing = validities.isPresent();
        this.alive = alive;
    }

    Path path() {
        return folder;
    }

    /** The folder as it is now; its directories are read only if they may have changed. */
    FolderView view() throws IOException, MailboxException {
        FolderStamp now = FolderStamp.of(folder);
        // a destination knows its own changes, so it need not wait until the times are stable
        if (view == null || !now.equals(stamp) || !(stable || writing)) {
            refresh();
        }
        return view;
    }

    private void refresh() throws IOException, MailboxException {
        view = null; // two views of a large folder may be more than there is memory for
        FolderStamp before = FolderStamp.of(folder);
        stable = before.isStableAt(Instant.now());
        view = numbering.number(folder);
        keywords = KeywordList.read(folder);
        // numbering itself may have written the list
        FolderStamp after = FolderStamp.of(folder);
        stamp = after.sameDirectories(before) ? after : before;
        list = null;
    }

    FolderStatus status(FolderPath path) throws IOException, MailboxException {
        FolderView now = view();
        return new FolderStatus(
                path, now.uidValidity(), now.uidNext(), true, now.size(), Optional.empty());
    }

    /** What is told of a message without reading it; empty when it has gone. */
    Optional<ItemHead> head(Uid uid, MessageFile known) throws IOException, MailboxException {
        return withFile(
                uid,
                known,
                file -> {
                    FileFacts facts = FileFacts.of(folder, file);
                    return new ItemHead(uid, file.flags(keywords), facts.date(), facts.size());
                });
    }

    /** A message whole; empty when it has gone or cannot be read. */
    Optional<Item> item(Uid uid, long threshold) throws IOException, MailboxException {
        Optional<MessageFile> known = (view == null ? view() : view).find(uid);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            return withFile(uid, known.get(), file -> read(uid, file, threshold));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    private Item read(Uid uid, MessageFile file, long threshold)
            throws IOException, UnreadableException {
        Instant date = FileFacts.date(folder, file);
        try {
            Content content = MaildirContent.open(folder, file, threshold);
            return new Item(new ItemHead(uid, file.flags(keywords), date, content.size()), content);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Why a message cannot be read; empty where it can, or is gone. */
    Optional<String> unreadable(Uid uid, long threshold) throws IOException, MailboxException {
        Optional<MessageFile> known = view().find(uid);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            withFile(uid, known.get(), file -> read(uid, file, threshold))
                    .ifPresent(item -> item.content().close());
            return Optional.empty();
        } catch (UnreadableException e) {
            return Optional.of(e.explanation());
        }
    }

    /**
     * One file that cannot be read stops only itself.
     *
     * @throws IOException the same one, where not only this file is to blame
     */
    private UnreadableException unreadable(MessageFile file, IOException e) throws IOException {
        if (e instanceof ClosedChannelException || e instanceof InterruptedIOException) {
            throw e;
        }
        // fails where the disk is away or the process has too many files open
        try (DirectoryStream<Path> opened =
                Files.newDirectoryStream(folder.resolve(MessageFile.CUR))) {
            return new UnreadableException(file, e);
        } catch (IOException everywhere) {
            e.addSuppressed(everywhere);
            throw e;
        }
    }

    /** Empty when the message has gone; without a Message-ID where it cannot be read. */
    Optional<Fingerprint> fingerprint(Uid uid, MessageFile known)
            throws IOException, MailboxException {
        return withFile(
                uid,
                known,
                file -> {
                    FileFacts facts = FileFacts.of(folder, file);
                    return fingerprint(file, facts);
                });
    }

    private Fingerprint fingerprint(MessageFile file, FileFacts facts) throws IOException {
        try (InputStream in = Channels.newInputStream(PlainFiles.read(file.in(folder)))) {
            return Fingerprint.of(in, facts.size(), facts.date());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            unreadable(file, e);
            return Fingerprint.of(InputStream.nullInputStream(), facts.size(), facts.date());
        }
    }

    private interface FileWork<T> {
        T on(MessageFile file) throws IOException, MailboxException;
    }

    /** Does it again under the new name where a mail program renamed the file meanwhile. */
    private <T> Optional<T> withFile(Uid uid, MessageFile known, FileWork<T> work)
            throws IOException, MailboxException {
        MessageFile file = known;
        for (int attempt = 0; attempt < 5; attempt++) {
            try {
                return Optional.of(work.on(file));
            } catch (NoSuchFileException e) {
                if (!FolderStamp.of(folder).sameDirectories(stamp)) {
                    refresh();
                }
                Optional<MessageFile> now = view.find(uid);
                if (now.isEmpty() || now.get().equals(file)) {
                    return Optional.empty();
                }
                file = now.get();
            }
        }
        return Optional.empty();
    }

    List<AppendOutcome> append(List<Item> batch) throws IOException, MailboxException {
        Delivery delivery = new Delivery(folder);
        try (FolderLock lock = lock()) {
            if (!leftoversRemoved) {
                Delivery.removeLeftovers(folder);
                leftoversRemoved = true;
            }
            delivery.write(batch);
            FolderStamp before = FolderStamp.of(folder);
            boolean known = view != null && before.equals(stamp);
            if (list == null || !before.sameUidList(stamp)) {
                list = readList();
            }
            List<AppendOutcome> outcomes = new ArrayList<>();
            UidList old = list;
            list = null;
            list = delivery.commit(old, outcomes, known ? view : null);
            stamp = FolderStamp.of(folder);
            if (!known) {
                view = null;
            }
            keywords = KeywordList.read(folder);
            return outcomes;
        } catch (IOException e) {
            view = null;
            if (delivery.started()) {
                throw new MailboxException(
                        Scope.STORE,
                        Retry.NOW,
                        "Appending to " + folder + " broke off half-way: " + e.getMessage() + ".",
                        "",
                        e);
            }
            throw e;
        }
    }

    private UidList readList() throws IOException, MailboxException {
        Path file = folder.resolve(UidList.FILE);
        Optional<UidList> found = UidList.read(file, (uid, base) -> {});
        return found.isPresent()
                ? found.get()
                : UidList.create(file, validities.orElseThrow().next());
    }

    void storeFlags(Map<Uid, Flags> flags) throws IOException, MailboxException {
        FolderView now = view();
        try (FolderLock lock = lock()) {
            keywords =
                    KeywordList.read(folder)
                            .with(
                                    flags.values().stream()
                                            .flatMap(each -> each.keywords().stream())
                                            .collect(Collectors.toSet()),
                                    folder);
            for (Map.Entry<Uid, Flags> each : flags.entrySet()) {
                Optional<MessageFile> known = now.find(each.getKey());
                if (known.isPresent()) {
                    withFile(each.getKey(), known.get(), file -> rename(file, each.getValue()));
                }
            }
            DurableFiles.sync(folder.resolve(MessageFile.CUR));
        } finally {
            view = null;
        }
    }

    private MessageFile rename(MessageFile file, Flags flags) throws IOException {
        MessageFile renamed =
                MessageFile.parse(
                        MessageFile.inCur(file.base(), MessageFile.letters(flags, keywords)));
        if (!renamed.relative().equals(file.relative())) {
            Files.move(file.in(folder), renamed.in(folder));
        }
        return renamed;
    }

    void delete(Collection<Uid> uids) throws IOException, MailboxException {
        FolderView now = view();
        try (FolderLock lock = lock()) {
            for (Uid uid : uids) {
                Optional<MessageFile> known = now.find(uid);
                if (known.isPresent()) {
                    withFile(
                            uid,
                            known.get(),
                            file -> {
                                if (!PlainFiles.look(file.in(folder)).isDirectory()) {
                                    Files.delete(file.in(folder));
                                }
                                return file;
                            });
                }
            }
            DurableFiles.sync(folder.resolve(MessageFile.CUR));
        } finally {
            view = null;
        }
    }

    /** The folder's lock; nothing is written where a part of the folder leads elsewhere. */
    private FolderLock lock() throws IOException, MailboxException {
        PlainFiles.requireDirectory(folder);
        PlainFiles.requireDirectory(folder.resolve(MessageFile.CUR));
        PlainFiles.makeDirectory(folder.resolve(Delivery.TMP));
        return FolderLock.take(folder.resolve(FolderLock.FILE), alive);
    }
}
