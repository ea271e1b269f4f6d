package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Item;
import java.io.BufferedOutputStream;
import java.io.IOException;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch on its way into a directory, under the mailbox's lock: each message is written whole
 * under a name that nobody takes for a message, then gets its name. None is written over.
 */
final class EmlDelivery {

    private record Written(Path temporary, Instant received, Digest digest) {}

    private final Path directory;
    private final List<Written> written = new ArrayList<>();
    private boolean started;

    EmlDelivery(Path directory) {
        this.directory = directory;
    }

    /** Whether messages may have arrived although {@link #commit} failed. */
    boolean started() {
        return started;
    }

    /** Removes what a killed process left. */
    static void removeLeftovers(Path directory) throws IOException {
        EmlTree.requireNoLinkTo(directory);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, ".*" + EmlNames.PART)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Writes the messages; takes them away again when one cannot be written. */
    void write(List<Item> batch) throws IOException {
        boolean complete = false;
        try {
            for (Item item : batch) {
                write(item, directory.resolve("." + written.size() + EmlNames.PART));
            }
            complete = true;
        } finally {
            if (!complete) {
                removeLeftovers(directory);
            }
        }
    }

    private void write(Item item, Path file) throws IOException {
        Instant received = EmlNames.date(item.head().internalDate());
        EmlTree.requireNoLinkTo(directory);
        try (FileChannel channel = PlainFiles.write(file, StandardOpenOption.CREATE_NEW)) {
            EmlTree.requireNoLinkTo(directory);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            item.content().writeTo(out);
            out.flush();
            if (channel.size() != item.content().size()) {
                throw new IOException(
                        "a message of " + item.content().size() + " bytes gave " + channel.size());
            }
            channel.force(true);
        }
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.fromMillis(received.getEpochSecond() * 1000), null, null);
        written.add(new Written(file, received, Digest.of(Digest.over(item.content()))));
    }

    /** Gives the messages their names, in the order of the batch. */
    List<String> commit() throws IOException {
        EmlTree.requireNoLinkTo(directory);
        List<String> names = new ArrayList<>();
        started = true;
        for (Written each : written) {
            int twin = 0;
            String name = EmlNames.of(each.received(), each.digest(), twin);
            while (PlainFiles.exists(ByteNames.resolve(directory, name))) {
                name = EmlNames.of(each.received(), each.digest(), ++twin);
            }
            Files.move(
                    each.temporary(),
                    ByteNames.resolve(directory, name),
                    StandardCopyOption.ATOMIC_MOVE);
            names.add(name);
        }
        DurableFiles.sync(directory);
        return names;
    }
}
