package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mailbox.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One file of messages, as a session reads it. */
final class MboxFile {

    private static final int ATTEMPTS = 20;
    private static final int SMALL = 16 << 10;
    private static final int LARGE = 256 << 10;

    private final Path path;
    private final MboxFormat format;
    private final boolean takeout;
    private final Access access;
    private final MboxNumbers numbers;
    private final Views views;
    private final Alive alive;
    private boolean appended;

    /**
     * @param views what this store's sessions know of files
     */
    MboxFile(
            Path path,
            MboxFormat format,
            boolean takeout,
            Access access,
            MboxNumbers numbers,
            Views views,
            Alive alive) {
        this.path = path;
        this.format = format;
        this.takeout = takeout;
        this.access = access;
        this.numbers = numbers;
        this.views = views;
        this.alive = alive;
    }

    Path path() {
        return path;
    }

    /**
     * The file as it is now, without what a killed append left, which whoever writes takes away.
     *
     * @throws MailboxException scope FOLDER and retry LATER for a source with such an end
     */
    MboxView view() throws IOException, MailboxException {
        if (DotLock.isLeft(path)) {
            if (access == Access.WRITE) {
                PlainPlace.require(path);
                try (FolderLock lock = FolderLock.take(FilesBeside.lock(path), alive)) {
                    MboxAppend.recover(path);
                }
            } else {
                requireEnded();
            }
        }
        return seen();
    }

    private void requireEnded() throws IOException, MailboxException {
        OptionalLong begun = DotLock.begun(path);
        long size = PlainFiles.exists(path) ? PlainFiles.look(path).size() : 0;
        if (begun.isPresent() && size > begun.getAsLong()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.LATER,
                    "The last "
                            + (size - begun.getAsLong())
                            + " bytes of "
                            + path
                            + " were being written when Mail Caravan was killed.",
                    "Run the pass that writes there again, so that it ends them; or, if that is"
                            + " not to be, remove "
                            + DotLock.path(path)
                            + ".");
        }
    }

    /** It is searched only where it may have changed. */
    private MboxView seen() throws IOException, MailboxException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            MboxView.Stamp now = MboxView.Stamp.of(path);
            Optional<MboxView> known =
                    views.of(path)
                            .filter(view -> view.stamp().equals(now))
                            // another session may have taken the file for one of another layout
                            .filter(view -> takeout == (view.labels() != null));
            if (known.isPresent()) {
                return known.get();
            }
            Optional<MboxView> found = look(now);
            if (found.isPresent()) {
                views.put(path, found.get());
                return found.get();
            }
        }
        throw changed();
    }

    private Optional<MboxView> look(MboxView.Stamp stamp) throws IOException, MailboxException {
        Optional<MboxNumbers.Known> before = numbers.read(path);
        boolean[] grown = {before.isPresent() && before.get().count() == 0};
        LabelSets labels = takeout ? new LabelSets() : null;
        MboxIndex index = MboxIndex.EMPTY;
        if (stamp.size() > 0) {
            try (FileChannel channel = PlainPlace.read(path)) {
                FileWindow window = new FileWindow(channel, stamp.size());
                index =
                        new MboxScan(window, format, labels, alive)
                                .from(
                                        index,
                                        path,
                                        now ->
                                                grown[0] |=
                                                        before.isPresent()
                                                                && isAsKnown(now, before.get()));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
        Optional<UidValidity> validity = numbers.settle(path, before, grown[0], index);
        MboxIndex all = index;
        return validity.map(number -> new MboxView(stamp, all, number, labels));
    }

    private static boolean isAsKnown(MboxIndex now, MboxNumbers.Known known) {
        return now.count() == known.count() && now.chain() == known.chain();
    }

    /** What is in the file and not listed, a sentence each. */
    List<String> overlooked() throws IOException, MailboxException {
        MboxIndex index = view().index();
        List<String> all = new ArrayList<>();
        int hidden = index.count() - index.shown();
        if (hidden > 0) {
            all.add(
                    told()
                            + " has "
                            + hidden
                            + (hidden == 1 ? " message" : " messages")
                            + " that the program which wrote it has marked as deleted, or as its"
                            + " own.");
        }
        if (index.doubtful() > 0) {
            all.add(
                    told()
                            + " has "
                            + index.doubtful()
                            + (index.doubtful() == 1 ? " line" : " lines")
                            + " 'From ...' within messages at which others may have been meant"
                            + " to begin.");
        }
        return all;
    }

    private String told() {
        return ByteNames.printable(ByteNames.ofAll(path));
    }

    /** Opened for many messages, of which the heads are wanted. */
    Reader reader(MboxView view) throws IOException {
        return new Reader(view, 4 * SMALL);
    }

    /** Reads messages of a view, one after the other. */
    final class Reader implements AutoCloseable {
        private final MboxView view;
        private final FileChannel channel;
        private final FileWindow window;

        private Reader(MboxView view, int size) throws IOException {
            this.view = view;
            this.channel = PlainPlace.read(path);
            this.window = new FileWindow(channel, view.index().end(), size);
        }

        private StoredMessage message(int index) throws IOException, MailboxException {
            long start = view.index().start(index);
            if (!window.isAt(start, FromLine.START)) {
                throw changed();
            }
            return StoredMessage.of(
                    window,
                    start,
                    view.index().next(index),
                    view.index().isAltered(index),
                    format,
                    takeout);
        }

        ItemHead head(int index) throws IOException, MailboxException {
            StoredMessage message = message(index);
            return head(index, message, size(index, message));
        }

        private ItemHead head(int index, StoredMessage message, long size) throws IOException {
            Uid uid = MboxIndex.uid(index);
            Flags flags = message.head().fields().flags();
            if (!takeout) {
                return new ItemHead(uid, flags, message.date(), size);
            }
            GmailLabels labels = view.labels().get(view.index().label(index));
            Places places = labels.places();
            return new ItemHead(uid, labels.flags(), places, message.date(), size, Version.NONE);
        }

        private long size(int index, StoredMessage message) throws IOException {
            int size = view.index().size(index);
            if (size < Integer.MAX_VALUE) {
                return size;
            }
            return new MessageStream(message).transferTo(OutputStream.nullOutputStream());
        }

        Fingerprint fingerprint(int index) throws IOException, MailboxException {
            StoredMessage message = message(index);
            return Fingerprint.of(new MessageStream(message), size(index, message), message.date());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /**
     * A message whole.
     *
     * @param threshold bytes from which on it is not held in memory
     * @return empty where it cannot be whole
     */
    Optional<Item> item(MboxView view, int index, long threshold)
            throws IOException, MailboxException {
        long length = view.index().next(index) - view.index().start(index);
        Reader reader = new Reader(view, (int) Math.min(LARGE, length + SMALL));
        boolean keep = false;
        try {
            StoredMessage message = reader.message(index);
            if (problem(view, index, message).isPresent()) {
                return Optional.empty();
            }
            long size = reader.size(index, message);
            ItemHead head = reader.head(index, message, size);
            Content content =
                    MboxContent.of(
                            reader.channel,
                            message,
                            size,
                            threshold,
                            // what another file was put in the place of is as it was
                            () -> {
                                if (isRewritten(view, MboxView.Stamp.of(path))) {
                                    throw new IOException(changedWhileRead());
                                }
                            });
            if (content.size() != size) {
                throw changed();
            }
            requireUnchanged(view);
            keep = true;
            return Optional.of(new Item(head, content));
        } finally {
            if (!keep) {
                reader.close();
            }
        }
    }

    /**
     * Fails where another program has changed what the view has, so that what was read may be of
     * both. What was added behind does no harm.
     */
    void requireUnchanged(MboxView view) throws IOException, MailboxException {
        MboxView.Stamp now = MboxView.Stamp.of(path);
        if (!now.isSameFile(view.stamp()) || isRewritten(view, now)) {
            throw changed();
        }
    }

    /** Whether it is the same file, and not as it was. */
    private boolean isRewritten(MboxView view, MboxView.Stamp now) throws IOException {
        if (now.equals(view.stamp()) || !now.isSameFile(view.stamp())) {
            return false;
        }
        MboxIndex index = view.index();
        boolean appending = DotLock.begun(path).orElse(-1) >= view.stamp().size();
        if (index.count() == 0 || (now.size() <= view.stamp().size() && !appending)) {
            return index.count() > 0;
        }
        // whoever rewrites a file moves its last message, or what follows it
        try (FileChannel channel = PlainFiles.read(path)) {
            FileWindow window = new FileWindow(channel, channel.size(), 0);
            return !window.isAt(index.start(index.count() - 1), FromLine.START)
                    || !mayFollow(window, index.end());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean mayFollow(FileWindow window, long end) throws IOException {
        int b = window.at(end);
        return b < 0 || b == '\n' || b == '\r' || window.isAt(end, FromLine.START);
    }

    /** Why a message cannot be whole; empty where it can. */
    Optional<String> problem(MboxView view, int index) throws IOException, MailboxException {
        try (Reader reader = reader(view)) {
            return problem(view, index, reader.message(index));
        }
    }

    private Optional<String> problem(MboxView view, int index, StoredMessage message)
            throws IOException {
        boolean last = index + 1 == view.index().count();
        if (last
                && message.head().note().isEmpty()
                && PlainFiles.exists(DotLock.path(path))
                && DotLock.begun(path).isEmpty()
                && PlainFiles.exists(DotLock.path(path))) {
            return Optional.of("another program is writing to the file, of which it is the last");
        }
        return message.problem();
    }

    /** Adds messages. */
    List<AppendOutcome> append(List<Item> batch) throws IOException, MailboxException {
        PlainPlace.require(path);
        try (FolderLock lock = FolderLock.take(FilesBeside.lock(path), alive);
                MboxAppend append = MboxAppend.begin(path, alive)) {
            MboxView before = seen();
            append.write(batch, format);
            MboxView.Stamp stamp = MboxView.Stamp.of(path);
            try (FileChannel channel = PlainPlace.read(path)) {
                MboxIndex index =
                        new MboxScan(new FileWindow(channel, stamp.size()), format, null, alive)
                                .from(before.index(), path, each -> {});
                if (index.count() == before.index().count() + batch.size()) {
                    views.put(path, new MboxView(stamp, index, before.uidValidity(), null));
                    appended = true;
                }
            }
            return MboxAppend.outcomes(batch, before.index().count());
        }
    }

    /** Notes how far the file is known, so that what is appended later cannot be taken for it. */
    void close() throws IOException, MailboxException {
        Optional<MboxView> view = views.of(path);
        if (appended && view.isPresent()) {
            numbers.extend(path, view.get());
        }
    }

    private String changedWhileRead() {
        return path + " has changed while it was read.";
    }

    private MailboxException changed() {
        return new MailboxException(
                Scope.STORE,
                Retry.NOW,
                changedWhileRead(),
                "Let no other program change it during a pass.");
    }
}
