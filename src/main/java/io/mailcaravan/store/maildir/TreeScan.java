package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One look at all directories of a mailbox. Each that holds messages becomes a folder with a path
 * of its own, or a sentence says why not; none is passed over.
 */
final class TreeScan {

    /** What may be at the place of a directory of messages. */
    private enum Found {
        DIRECTORY,
        UNKNOWN,
        LINK,
        NOTHING
    }

    /**
     * @param folder empty for the mailbox itself
     * @param taken whether the folders in it are
     */
    private record Place(Path directory, Optional<FolderPath> folder, boolean taken) {}

    private record Child(Path directory, String name, FolderPath folder, boolean usual) {}

    private static final Comparator<Child> USUAL_NAMES_FIRST =
            Comparator.comparing((Child child) -> !child.usual)
                    .thenComparing(child -> !child.name.startsWith("."))
                    .thenComparing(Child::name);

    private static final Pattern ANY = Pattern.compile("(?s)[^.].*");
    private static final Pattern DELIVERED = Pattern.compile("(?s)\\d+\\..*");

    private final Path root;
    private final Layout layout;
    private final Map<FolderPath, Path> directories = new LinkedHashMap<>();
    private final List<String> overlooked = new ArrayList<>();
    private final Deque<Place> ahead = new ArrayDeque<>();
    private final Set<Layout> layouts = new HashSet<>();

    private TreeScan(Path root, Layout layout) {
        this.root = root;
        this.layout = layout;
    }

    static TreeScan of(Path root, Layout layout) throws IOException {
        TreeScan scan = new TreeScan(root, layout);
        scan.enter(new Place(root, Optional.empty(), true), FolderPath.INBOX, "");
        while (!scan.ahead.isEmpty()) {
            scan.lookInto(scan.ahead.remove());
        }
        return scan;
    }

    /** Where each folder is. */
    Map<FolderPath, Path> directories() {
        return directories;
    }

    /** What is not taken and why, a sentence each. */
    List<String> overlooked() {
        return overlooked;
    }

    /** Whether folders lie in each other, and none as Maildir++ has them. */
    boolean nested() {
        return layouts.equals(Set.of(Layout.FS));
    }

    /**
     * Whether a directory holds messages, or may: what cannot be looked into is not passed over.
     */
    static boolean isFolder(Path directory) {
        Found found = find(directory, MessageFile.CUR);
        return PlainFiles.isDirectory(directory)
                && (found == Found.DIRECTORY || found == Found.UNKNOWN);
    }

    private static Found find(Path directory, String name) {
        try {
            BasicFileAttributes there = PlainFiles.look(directory.resolve(name));
            if (there.isSymbolicLink()) {
                return Found.LINK;
            }
            return there.isDirectory() ? Found.DIRECTORY : Found.NOTHING;
        } catch (NoSuchFileException e) {
            return Found.NOTHING;
        } catch (IOException e) {
            return Found.UNKNOWN;
        }
    }

    /** Takes a directory as a folder if it is one; those in it come later. */
    private void enter(Place place, FolderPath wanted, String name) {
        Path directory = place.directory;
        FolderPath folder = wanted;
        switch (find(directory, MessageFile.CUR)) {
            case DIRECTORY, UNKNOWN -> {
                if (place.taken) {
                    folder = unused(wanted, name);
                    directories.put(folder, directory);
                    if (!name.isEmpty()) {
                        layouts.add(isDotted(directory, name) ? Layout.MAILDIR : Layout.FS);
                    }
                    if (find(directory, MessageFile.NEW) == Found.LINK) {
                        overlook(
                                directory.resolve(MessageFile.NEW),
                                "is a link; links are not followed");
                    }
                } else {
                    overlook(
                            directory,
                            "has a folder cur, but its name has no dot in front and layout="
                                    + layout.text()
                                    + " is set");
                }
            }
            case LINK -> {
                overlook(directory.resolve(MessageFile.CUR), "is a link; links are not followed");
                overlookNew(directory);
            }
            case NOTHING -> overlookNew(directory);
        }
        ahead.add(
                new Place(
                        directory,
                        place.folder.isEmpty() && name.isEmpty()
                                ? Optional.empty()
                                : Optional.of(folder),
                        place.taken));
    }

    private void overlookNew(Path directory) {
        Path fresh = directory.resolve(MessageFile.NEW);
        if (holdsFiles(fresh)) {
            overlook(fresh, "has messages, but there is no folder cur beside it");
        }
    }

    private boolean isDotted(Path directory, String name) {
        return layout != Layout.FS && name.startsWith(".") && root.equals(directory.getParent());
    }

    /** The path, or where another directory has it, one that only this directory can have. */
    private FolderPath unused(FolderPath wanted, String name) {
        FolderPath path = wanted;
        while (directories.containsKey(path)) {
            List<String> names = new ArrayList<>(path.names());
            String last = names.remove(names.size() - 1);
            String origin = name.startsWith(".") ? name.substring(1) : name;
            // a path's text form has the percent sign for itself, and servers refuse dots
            String plain =
                    ByteNames.printable(origin)
                            .replace("=", "%3D")
                            .replace('%', '=')
                            .replace('.', '-');
            names.add(last + " (" + plain + ")");
            path = new FolderPath(names);
        }
        return path;
    }

    private void lookInto(Place place) throws IOException {
        boolean messages = find(place.directory, MessageFile.CUR) != Found.NOTHING;
        List<Child> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.directory)) {
            for (Path entry : entries) {
                String name = ByteNames.of(entry);
                if (!(messages && FolderName.MESSAGES.contains(name))) {
                    child(place, entry, name).ifPresent(children::add);
                }
            }
        } catch (DirectoryIteratorException | IOException e) {
            if (place.folder.isEmpty()) {
                throw e instanceof DirectoryIteratorException d ? d.getCause() : (IOException) e;
            }
            // a folder tells of itself when it is looked at
            if (!directories.containsValue(place.directory)) {
                overlook(
                        place.directory,
                        e instanceof AccessDeniedException
                                ? "may not be looked into"
                                : "cannot be looked into: " + e.getMessage());
            }
            return;
        }
        children.sort(USUAL_NAMES_FIRST);
        for (Child child : children) {
            boolean taken =
                    place.taken
                            && (layout != Layout.MAILDIR || isDotted(child.directory, child.name));
            enter(
                    new Place(child.directory, Optional.of(child.folder), taken),
                    child.folder,
                    child.name);
        }
    }

    private Optional<Child> child(Place place, Path entry, String name) {
        try {
            BasicFileAttributes attributes = PlainFiles.look(entry);
            if (attributes.isSymbolicLink() && leadsToMail(entry)) {
                overlook(entry, "is a link to a directory with mail; links are not followed");
            }
            if (!attributes.isDirectory()) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty(); // it has just gone
        }
        if (isDotted(entry, name)) {
            FolderPath folder = FolderName.decode(name);
            boolean usual = FolderName.encode(folder).equals(name);
            return Optional.of(new Child(entry, name, folder, usual));
        }
        // mbsync's "Legacy" puts a dot before each level below the first
        boolean legacy =
                layout == Layout.AUTO
                        && place.folder.isPresent()
                        && name.startsWith(".")
                        && name.length() > 1;
        String level = FolderName.decodeLevel(legacy ? name.substring(1) : name);
        FolderPath folder =
                place.folder.map(above -> above.child(level)).orElseGet(() -> FolderPath.of(level));
        boolean usual = FolderName.encodeNestedLevel(level).equals(name);
        return Optional.of(new Child(entry, name, folder, usual));
    }

    /** Whether mail would be missed by not following a link. */
    private static boolean leadsToMail(Path link) {
        if (!Files.isDirectory(link)) {
            return false;
        }
        if (Files.exists(link.resolve(MessageFile.CUR))) {
            return true;
        }
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(
                        link, entry -> Files.exists(entry.resolve(MessageFile.CUR)))) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }

    /** Whether a directory has files of messages, though it lies where none are taken from. */
    private static boolean holdsFiles(Path directory) {
        if (!PlainFiles.isDirectory(directory)) {
            return false;
        }
        // a folder may have this name, too, and has files that are no messages
        Pattern message = isFolder(directory) ? DELIVERED : ANY;
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(
                        directory,
                        entry ->
                                message.matcher(ByteNames.of(entry)).matches()
                                        && PlainFiles.look(entry).isRegularFile())) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }

    private void overlook(Path path, String reason) {
        overlooked.add(ByteNames.printable(ByteNames.ofAll(path)) + " " + reason + ".");
    }
}
