package io.mailcaravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people copy from the pages into their own files. */
class PropertiesBlocksTest {

    private static final Pattern BEHIND_A_VALUE = Pattern.compile("#?[\\w.\"%-]+=.*\\s#.*");

    /** Java's format has none: it would be a part of the value. */
    @Test
    void noSettingShouldHaveACommentBehindIt() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path page : pages()) {
            boolean properties = false;
            for (String line : Files.readAllLines(page)) {
                if (line.startsWith("```")) {
                    properties = line.equals("```properties");
                } else if (properties && BEHIND_A_VALUE.matcher(line).matches()) {
                    wrong.add(page + ": " + line);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("UPGRADING.md")));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }
}
