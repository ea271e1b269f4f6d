package io.mailcaravan.component.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentJarIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void jarOfTheComponentShouldHaveAllThatItNeeds() throws Exception {
        String jar = jar().toString();
        AtomicInteger replaced = new AtomicInteger();
        List<String> printed =
                PlainCamelTest.run(
                        entry -> {
                            if (isProgram(Path.of(entry).toAbsolutePath())) {
                                replaced.incrementAndGet();
                                return jar;
                            }
                            return entry;
                        },
                        folder);
        assertThat(replaced).hasValue(1);
        assertThat(printed).contains("through true", "by-yaml 5", "by-java 5");
    }

    private static boolean isProgram(Path entry) {
        return entry.equals(TARGET.resolve("classes"))
                || (entry.startsWith(TARGET) && entry.toString().endsWith(".jar"));
    }

    private static Path jar() throws Exception {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.toString().endsWith("-component.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
