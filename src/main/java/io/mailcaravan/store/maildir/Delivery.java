package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.LineEnds;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * One batch on its way into a folder, under the folder's lock. In this order, each step durable
 * before the next: files in {@code tmp}, lines in the list of UIDs, names in {@code cur}. Whoever
 * dies in between leaves no half message and no message without a UID, at worst UIDs without a
 * message.
 */
final class Delivery {

    static final String TMP = "tmp";

    /** Files written before they are made durable together: one journal commit serves many. */
    private static final int OPEN_FILES = 64;

    /** Tells this process's files from all others'. */
    private static final String WRITER = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    private static final AtomicLong NUMBER = new AtomicLong();

    private record Written(Path temporary, String base, String letters, Flags dropped) {}

    private final Path folder;
    private final List<Written> written = new ArrayList<>();
    private boolean started;

    Delivery(Path folder) {
        this.folder = folder;
    }

    /** Whether messages may have arrived although {@link #commit} failed. */
    boolean started() {
        return started;
    }

    /** Removes what a killed process of ours left in {@code tmp}; other programs' files stay. */
    static void removeLeftovers(Path folder) throws IOException {
        Path tmp = folder.resolve(TMP);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(tmp, "*.caravan")) {
            for (Path file : files) {
                if (MessageFile.parse("tmp/" + file.getFileName()).ours()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Writes the messages into {@code tmp}; takes them away again when one cannot be written. */
    void write(List<Item> batch) throws IOException {
        Set<Keyword> keywords =
                batch.stream()
                        .flatMap(item -> item.head().flags().keywords().stream())
                        .collect(Collectors.toSet());
        KeywordList letters = KeywordList.read(folder).with(keywords, folder);
        List<FileChannel> open = new ArrayList<>();
        boolean complete = false;
        try {
            for (Item item : batch) {
                if (open.size() == OPEN_FILES) {
                    makeDurable(open);
                }
                write(item, letters, open);
            }
            makeDurable(open);
            complete = true;
        } finally {
            for (FileChannel channel : open) {
                channel.close();
            }
            if (!complete) {
                for (Written file : written) {
                    Files.deleteIfExists(file.temporary());
                }
            }
        }
    }

    private void write(Item item, KeywordList letters, List<FileChannel> open) throws IOException {
        // what no store has dated is dated by its delivery, as with IMAP
        Instant received = item.head().hasDate() ? item.head().internalDate() : Instant.now();
        String unique = MessageFile.unique(received, WRITER, NUMBER.incrementAndGet());
        Path file = folder.resolve(TMP).resolve(unique);
        FileChannel channel = PlainFiles.write(file, StandardOpenOption.CREATE_NEW);
        open.add(channel);
        written.add(new Written(file, "", "", Flags.NONE));
        LineEnds.Counter counter = new LineEnds.Counter(unclosed(channel));
        item.content().writeTo(counter);
        if (counter.bytes() != item.content().size()) {
            throw new IOException(
                    "a message of " + item.content().size() + " bytes gave " + counter.bytes());
        }
        FileTime date = FileTime.fromMillis(received.getEpochSecond() * 1000);
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(date, null, null);
        Flags flags = item.head().flags();
        Set<Keyword> dropped =
                flags.keywords().stream()
                        .filter(keyword -> letters.letter(keyword).isEmpty())
                        .collect(Collectors.toSet());
        written.set(
                written.size() - 1,
                new Written(
                        file,
                        unique + ",S=" + counter.bytes() + ",W=" + counter.crlfSize(),
                        MessageFile.letters(flags, letters),
                        new Flags(Set.of(), dropped)));
    }

    private static OutputStream unclosed(FileChannel channel) {
        return Channels.newOutputStream(channel);
    }

    /** All at once: the file system then writes its journal once for many of them. */
    private static void makeDurable(List<FileChannel> open) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> forced = new ArrayList<>();
            for (FileChannel channel : open) {
                forced.add(
                        threads.submit(
                                () -> {
                                    channel.force(true);
                                    channel.close();
                                    return null;
                                }));
            }
            for (Future<?> each : forced) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while messages were made durable");
        }
        open.clear();
    }

    /** Numbers the messages and makes them visible, in the order of the batch. */
    UidList commit(UidList list, List<AppendOutcome> outcomes, FolderView view) throws IOException {
        UidList longer = list.append(written.stream().map(Written::base).iterator());
        started = true;
        long uid = longer.uidNext() - written.size();
        for (Written file : written) {
            String relative = MessageFile.inCur(file.base(), file.letters());
            Files.move(file.temporary(), folder.resolve(relative), StandardCopyOption.ATOMIC_MOVE);
            outcomes.add(new Appended(Optional.of(new Uid(uid)), file.dropped()));
            if (view != null) {
                view.add(uid, relative);
            }
            uid++;
        }
        DurableFiles.sync(folder.resolve(MessageFile.CUR));
        return longer;
    }
}
