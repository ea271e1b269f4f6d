package io.mailcaravan.component.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainCamelTest {

    @TempDir Path folder;

    @Test
    void routesInYamlAndInJavaShouldRunWithoutQuarkus() throws Exception {
        assertThat(run(UnaryOperator.identity(), folder))
                .contains("through true", "by-yaml 5", "by-java 5");
    }

    @Test
    void kameletsShouldBeWhatTheComponentIs() throws Exception {
        assertThat(run(UnaryOperator.identity(), folder))
                .contains("by-kamelets 5", "in the ledger [archive in three]");
    }

    @Test
    void optionOfTheComponentShouldBeThatOfItsEndpoints() throws Exception {
        assertThat(run(UnaryOperator.identity(), folder)).contains("connections 1 3");
    }

    /**
     * Runs the program in a process of its own, whose class path has nothing of Quarkus.
     *
     * @param entry what takes an entry's place in the class path
     * @return the lines that it printed
     */
    static List<String> run(UnaryOperator<String> entry, Path folder) throws Exception {
        // Surefire's own class path holds one jar that names the others
        String all =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        String without =
                Arrays.stream(all.split(File.pathSeparator))
                        .filter(one -> !one.contains("quarkus"))
                        .map(entry)
                        .collect(Collectors.joining(File.pathSeparator));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                without,
                                PlainCamelProgram.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }
}
