package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.ByteNames;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes random trees of directories as nobody would, but somebody has. */
final class OddTree {

    private static final List<String> NAMES =
            List.of(
                    "INBOX",
                    "inbox",
                    "Inbox",
                    "Sent",
                    "sent",
                    "B&APw-cher",
                    ByteNames.bytes("B\u00fccher"),
                    "B\u00fccher",
                    ByteNames.bytes("\u65e5\u672c\u8a9e"),
                    "a.b",
                    "a\\2eb",
                    "a..b",
                    "bad&utf7",
                    "x y",
                    "new",
                    "cur",
                    "tmp",
                    "line\nfeed",
                    "100%",
                    "Sent (Sent)");

    private static final List<String> BASES =
            List.of(
                    "1500000000.a",
                    "1500000001.\u00ff\u00fe",
                    "1500000002.line\nfeed",
                    "1500000003.R0123456789abcdefQ7.caravan,S=20,W=20",
                    "1500000004.x,S=1,W=1",
                    "plain",
                    "%/x".replace("/", "_"));

    private static final List<String> FLAGS = List.of("", ":2,", ":2,S", ":2,RS");

    private final Random random;
    private final Path root;
    private final Path outside;
    private int messages;

    OddTree(long seed, Path root, Path outside) {
        this.random = new Random(seed);
        this.root = root;
        this.outside = outside;
    }

    void make() throws IOException {
        Files.createDirectories(root);
        if (random.nextInt(4) > 0) {
            folder(root);
        }
        directories(root, 0);
    }

    private void directories(Path above, int depth) throws IOException {
        for (int n = random.nextInt(depth == 0 ? 9 : 3); n > 0; n--) {
            String name = (random.nextBoolean() ? "." : "") + pick(NAMES);
            if (random.nextInt(3) == 0) {
                name += "." + pick(NAMES);
            }
            Path directory = ByteNames.resolve(above, name);
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (random.nextInt(12) == 0) {
                Files.createSymbolicLink(directory, random.nextBoolean() ? outside : root);
                continue;
            }
            Files.createDirectory(directory);
            if (random.nextInt(4) > 0) {
                folder(directory);
            }
            if (depth < 3) {
                directories(directory, depth + 1);
            }
        }
    }

    private void folder(Path directory) throws IOException {
        for (String name : List.of("cur", "new", "tmp")) {
            Path into = directory.resolve(name);
            int kind = random.nextInt(14);
            if (kind == 0) {
                continue;
            }
            if (kind == 1) {
                Files.createSymbolicLink(into, outside.resolve("cur"));
                continue;
            }
            Files.createDirectory(into);
            for (int n = random.nextInt(5); n > 0; n--) {
                entry(into, pick(BASES) + pick(FLAGS));
            }
        }
        if (random.nextInt(4) == 0) {
            Files.writeString(
                    directory.resolve("dovecot-uidlist"),
                    "3 V1234567 N9 G00\n1 :1500000000.a\n3 :plain\n");
        }
    }

    private void entry(Path into, String name) throws IOException {
        Path entry = ByteNames.resolve(into, name);
        try {
            switch (random.nextInt(12)) {
                case 0 -> Files.createDirectory(entry);
                case 1 -> Files.createSymbolicLink(entry, outside.resolve("cur/1.secret"));
                case 2 -> Files.createSymbolicLink(entry, Path.of("nowhere"));
                default ->
                        Files.writeString(
                                entry,
                                id(++messages) + "\r\n\r\n",
                                java.nio.file.StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException e) {
            // taken by an earlier one
        }
    }

    private static String id(int number) {
        return "Message-ID: <" + number + "@x>";
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** All regular files that lie in a directory {@code cur} or {@code new}; found without us. */
    List<Path> messageFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String above = ByteNames.of(path.getParent());
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && !path.getParent().equals(root)
                        && (above.equals("cur") || above.equals("new"))
                        && !ByteNames.of(path).equals("dovecot-uidlist")) {
                    found.add(path);
                }
            }
        }
        return found;
    }
}
