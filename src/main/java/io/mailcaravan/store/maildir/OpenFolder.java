package io.mailcaravan.store.maildir;

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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a session knows of one folder, and what it does there. */
final class OpenFolder {

    private final Path folder;
    private final Numbering numbering;
    private final boolean writing;
    private final FolderLock.Alive alive;
    private FolderView view;
    private FolderStamp stamp;
    private boolean settled;
    private UidList list;
    private KeywordList keywords;
    private boolean leftoversRemoved;

    OpenFolder(Path folder, Numbering numbering, boolean writing, FolderLock.Alive alive) {
        this.folder = folder;
        this.numbering = numbering;
        this.writing = writing;
        this.alive = alive;
    }

    Path path() {
        return folder;
    }

    /** The folder as it is now; its directories are read only if they may have changed. */
    FolderView view() throws IOException, MailboxException {
        FolderStamp now = FolderStamp.of(folder);
        // a destination knows its own changes, so it need not wait until the times settle
        if (view == null || !now.equals(stamp) || !(settled || writing)) {
            refresh();
        }
        return view;
    }

    private void refresh() throws IOException, MailboxException {
        FolderStamp before = FolderStamp.of(folder);
        settled = before.settledAt(Instant.now());
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
                path, now.uidValidity(), now.uidNext(), now.size(), Optional.empty());
    }

    /** What is told of a message without reading it; empty when it has gone. */
    Optional<ItemHead> head(Uid uid, MessageFile known) throws IOException, MailboxException {
        return withFile(
                uid,
                known,
                file -> new ItemHead(uid, file.flags(keywords), internalDate(file), size(file)));
    }

    /** A message whole; empty when it has gone. */
    Optional<Item> item(Uid uid, long threshold) throws IOException, MailboxException {
        Optional<MessageFile> known = (view == null ? view() : view).find(uid);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        return withFile(
                uid,
                known.get(),
                file -> {
                    Content content = MaildirContent.open(folder, file, threshold);
                    Instant date;
                    try {
                        date = internalDate(file);
                    } catch (IOException e) {
                        content.close();
                        throw e;
                    }
                    return new Item(
                            new ItemHead(uid, file.flags(keywords), date, content.size()), content);
                });
    }

    /** Empty when the message has gone. */
    Optional<Fingerprint> fingerprint(Uid uid, MessageFile known)
            throws IOException, MailboxException {
        return withFile(
                uid,
                known,
                file -> {
                    try (InputStream in = Files.newInputStream(folder.resolve(file.relative()))) {
                        return Fingerprint.of(in, size(file), internalDate(file));
                    }
                });
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

    private Instant internalDate(MessageFile file) throws IOException {
        return file.ours()
                ? file.nameDate()
                : Files.getLastModifiedTime(folder.resolve(file.relative()))
                        .toInstant()
                        .truncatedTo(ChronoUnit.SECONDS);
    }

    private long size(MessageFile file) throws IOException {
        var told = file.ours() ? file.fileSize() : file.crlfSize();
        return told.isPresent()
                ? told.getAsLong()
                : MaildirContent.crlfSize(folder.resolve(file.relative()));
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

    private UidList readList() throws IOException {
        Path file = folder.resolve(UidList.FILE);
        Optional<UidList> found = UidList.read(file, (uid, base) -> {});
        return found.isPresent() ? found.get() : UidList.create(file, Numbering.newUidValidity());
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
            Files.move(folder.resolve(file.relative()), folder.resolve(renamed.relative()));
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
                                Files.delete(folder.resolve(file.relative()));
                                return file;
                            });
                }
            }
            DurableFiles.sync(folder.resolve(MessageFile.CUR));
        } finally {
            view = null;
        }
    }

    private FolderLock lock() throws IOException, MailboxException {
        return FolderLock.take(folder.resolve(FolderLock.FILE), alive);
    }
}
