package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files that {@code serve} has loaded, and which of them are other ones by now. Contents are
 * read where size or time have changed only, and compared, so that a file that was touched, or
 * written as it was, is not told.
 */
final class ServedFiles {

    /** Which there are now; asked at each look. */
    interface Source {
        List<Path> files() throws IOException;
    }

    /** What a file is like; the digest tells contents apart. */
    private record State(long size, FileTime written, Digest digest) {

        boolean hasStamp(BasicFileAttributes now) {
            return size == now.size() && written.equals(now.lastModifiedTime());
        }
    }

    enum Kind {
        CHANGED,
        NEW,
        GONE
    }

    /**
     * @param when it was written; when it was missed, for one that is gone
     */
    record Change(Path file, Kind kind, Instant when) {}

    private final Source source;
    private Map<Path, Digest> loaded = Map.of();
    private Map<Path, State> seen = Map.of();
    private Instant since = Instant.EPOCH;

    /** What has been told of each file; an empty one is gone. */
    private final Map<Path, Optional<Digest>> told = new HashMap<>();

    ServedFiles(Source source) {
        this.source = source;
    }

    /**
     * From now on these run.
     *
     * @param texts by file, what was loaded of it
     */
    void loaded(Map<Path, String> texts) {
        loaded = new TreeMap<>();
        texts.forEach((file, text) -> loaded.put(file, Digest.of(text)));
        since = Instant.now();
    }

    /** Since when what runs is as it is. */
    Instant since() {
        return since;
    }

    /**
     * How files differ now from what was loaded, as far as that was not told yet; each is given
     * once, when two looks have seen the same: one that is just being written is not told half.
     */
    List<Change> news() throws IOException {
        Map<Path, State> before = seen;
        seen = look();
        List<Change> changes = changes();
        told.keySet().retainAll(changes.stream().map(Change::file).toList());
        return changes.stream()
                .filter(change -> digest(seen, change).equals(digest(before, change)))
                .filter(
                        change -> {
                            Optional<Digest> now = digest(seen, change);
                            return !now.equals(told.put(change.file(), now));
                        })
                .toList();
    }

    private static Optional<Digest> digest(Map<Path, State> seen, Change change) {
        return Optional.ofNullable(seen.get(change.file())).map(State::digest);
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        seen.forEach(
                (file, state) -> {
                    Digest before = loaded.get(file);
                    if (!state.digest().equals(before)) {
                        changes.add(
                                new Change(
                                        file,
                                        before == null ? Kind.NEW : Kind.CHANGED,
                                        state.written().toInstant()));
                    }
                });
        for (Path file : loaded.keySet()) {
            if (!seen.containsKey(file)) {
                changes.add(new Change(file, Kind.GONE, Instant.now()));
            }
        }
        return changes;
    }

    private Map<Path, State> look() throws IOException {
        Map<Path, State> now = new TreeMap<>();
        for (Path file : source.files()) {
            state(file).ifPresent(state -> now.put(file, state));
        }
        return now;
    }

    private static Digest digest(Path file) throws IOException {
        return Digest.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /** Empty where it has just gone. */
    private Optional<State> state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            State before = seen.get(file);
            return Optional.of(
                    before != null && before.hasStamp(attributes)
                            ? before
                            : new State(
                                    attributes.size(),
                                    attributes.lastModifiedTime(),
                                    digest(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
