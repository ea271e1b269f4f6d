package io.mailcaravan.store.eml;

import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files of messages in a zip archive, of which nothing is unpacked. */
final class EmlArchive implements EmlFiles {

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    private final Path path;
    private volatile ZipFile zip;
    private long size;
    private Instant changed;

    /** By path, so that parents come before children. */
    private Map<FolderPath, List<EmlFile>> folders = Map.of();

    private NotMail notMail = new NotMail();

    EmlArchive(Path path) {
        this.path = path;
    }

    /**
     * Opens it anew where another file is in its place, and as long as what is there is damaged.
     */
    private void look() throws IOException {
        var attributes = PlainFiles.look(path);
        Instant time = attributes.lastModifiedTime().toInstant();
        if (zip != null && attributes.size() == size && time.equals(changed)) {
            return;
        }
        close();
        ZipFile now = opened();
        zip = now;
        folders = new TreeMap<>(Comparator.comparing(each -> String.join("\0", each.names())));
        folders.put(FolderPath.INBOX, new ArrayList<>());
        notMail = new NotMail();
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(now.entries())) {
            // of entries with one name, the JDK reads only this one
            ZipEntry read = now.getEntry(entry.getName());
            if (names.add(entry.getName())) {
                add(read);
            }
            if (read.getCrc() != entry.getCrc() || read.getSize() != entry.getSize()) {
                notMail.addTwin(ByteNames.bytes(entry.getName()));
            }
        }
        size = attributes.size();
        changed = time;
        folders.values().forEach(files -> files.sort(Comparator.comparing(EmlFile::name)));
    }

    /** Names are in UTF-8, or in what the packer's system had: then a char a byte. */
    private ZipFile opened() throws IOException {
        PlainFiles.read(path).close(); // no link, no pipe
        try {
            return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1);
        }
    }

    private void add(ZipEntry entry) {
        // some packers write the separators of Windows
        List<String> names = new ArrayList<>(List.of(SEPARATOR.split(entry.getName(), -1)));
        String last = names.remove(names.size() - 1);
        names.removeIf(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
        boolean message = EmlNames.isMessage(last);
        if (names.stream().anyMatch(message ? EmlNames::isOfSystem : EmlNames::isHidden)) {
            return; // __MACOSX, .Trashes
        }
        FolderPath folder = FolderPath.INBOX;
        for (int i = 0; i < names.size(); i++) {
            String name = EmlNames.folder(ByteNames.bytes(names.get(i)));
            folder = i == 0 ? FolderPath.of(name) : folder.child(name);
            folders.computeIfAbsent(folder, any -> new ArrayList<>());
        }
        if (message) {
            Instant time =
                    entry.getLastModifiedTime() == null
                            ? Instant.EPOCH
                            : entry.getLastModifiedTime().toInstant();
            folders.get(folder)
                    .add(
                            new EmlFile(
                                    ByteNames.bytes(entry.getName()),
                                    entry.getSize(),
                                    time,
                                    Long.toHexString(entry.getCrc())));
        } else if (!last.isEmpty()) {
            int end = entry.getName().length() - last.length() - 1;
            notMail.add(
                    ByteNames.bytes(entry.getName().substring(0, Math.max(0, end))),
                    ByteNames.bytes(last));
        }
    }

    @Override
    public List<FolderPath> paths() throws IOException {
        look();
        List<FolderPath> paths = new ArrayList<>(folders.keySet());
        paths.remove(FolderPath.INBOX);
        paths.add(0, FolderPath.INBOX);
        return paths;
    }

    @Override
    public List<String> overlooked() throws IOException {
        look();
        return notMail.sentences();
    }

    @Override
    public Optional<List<EmlFile>> files(FolderPath folder) throws IOException {
        look();
        return Optional.ofNullable(folders.get(folder));
    }

    @Override
    public InputStream open(EmlFile file) throws IOException {
        ZipFile open = zip;
        if (open == null) {
            throw new IOException("the archive has been closed");
        }
        try {
            ZipEntry entry = open.getEntry(ByteNames.text(file.name()));
            if (entry == null) {
                throw new NoSuchFileException(file.name());
            }
            return new EntryStream(open.getInputStream(entry), entry);
        } catch (IllegalStateException e) {
            throw new IOException("the archive has been closed", e);
        }
    }

    /** Ends also what another thread reads of it. */
    @Override
    public void close() throws IOException {
        ZipFile open = zip;
        zip = null;
        if (open != null) {
            open.close();
        }
    }
}
