package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.cli.ServedFiles.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is told when it says something else than what runs, and once. */
class ServedFilesTest {

    @TempDir Path folder;

    private Path one;
    private ServedFiles files;

    @BeforeEach
    void load() throws IOException {
        one = Files.writeString(folder.resolve("one"), "1");
        files = new ServedFiles(this::list);
        files.loaded(texts());
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        for (Path file : list()) {
            texts.put(file, Files.readString(file));
        }
        return texts;
    }

    /** Of two looks. */
    private List<String> news() throws IOException {
        assertThat(files.news()).isEmpty();
        return files.news().stream().map(ServedFilesTest::text).toList();
    }

    private static String text(Change change) {
        return change.kind() + " " + change.file().getFileName();
    }

    /** With another time, as an editor or a copy leaves it. */
    private void write(Path file, String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000L));
    }

    @Test
    void whatIsAsItWasLoadedShouldNotBeTold() throws IOException {
        assertThat(news()).isEmpty();
        write(one, "1", 5);
        assertThat(news()).isEmpty();
    }

    @Test
    void eachChangeShouldBeToldOnce() throws IOException {
        write(one, "2", 1);
        assertThat(news()).containsExactly("CHANGED one");
        assertThat(news()).isEmpty();
        write(one, "2", 2);
        assertThat(news()).isEmpty();
        write(one, "3", 3);
        assertThat(news()).containsExactly("CHANGED one");
    }

    @Test
    void changeOfTheSameSizeShouldBeSeen() throws IOException {
        write(one, "9", 1);
        assertThat(news()).containsExactly("CHANGED one");
    }

    /** An editor may empty a file before it writes it. */
    @Test
    void whatIsJustBeingWrittenShouldNotBeTold() throws IOException {
        write(one, "", 1);
        assertThat(files.news()).isEmpty();
        write(one, "2", 2);
        assertThat(files.news()).isEmpty();
        assertThat(files.news()).hasSize(1);
    }

    @Test
    void whatIsPutBackShouldBeNoChange() throws IOException {
        write(one, "2", 1);
        assertThat(news()).hasSize(1);
        write(one, "1", 2);
        assertThat(news()).isEmpty();
        write(one, "2", 3);
        assertThat(news()).containsExactly("CHANGED one");
    }

    @Test
    void newAndMissingFilesShouldBeTold() throws IOException {
        write(folder.resolve("two"), "2", 1);
        assertThat(news()).containsExactly("NEW two");
        Files.delete(one);
        assertThat(news()).containsExactly("GONE one");
        assertThat(news()).isEmpty();
        files.loaded(texts());
        assertThat(news()).isEmpty();
        write(one, "1", 1);
        assertThat(news()).containsExactly("NEW one");
    }

    @Test
    void whatWasWrittenWhileItWasLoadedShouldBeTold() throws IOException {
        Map<Path, String> read = texts();
        write(one, "2", 1);
        files.loaded(read);
        assertThat(news()).containsExactly("CHANGED one");
    }
}
