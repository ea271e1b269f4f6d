package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the script {@code caravan} gives Java, whatever cron, systemd or a shell gave the script.
 */
class LauncherTest {

    private static final String NAME = "\u65e5\u672c\u8a9e \u05e2\u05d1 m\u00fc";

    @TempDir Path folder;

    /** Stands in for the program: makes a file of this name, and prints its arguments. */
    static final class Program {
        private Program() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws Exception {
            Files.writeString(Path.of(args[0], NAME + ".eml"), args[1]);
            System.out.write((args[1] + "\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
    }

    /** A built program of which only Java is real. */
    @BeforeEach
    void program() throws Exception {
        Path script = Path.of(System.getProperty("caravan.home", "."), "caravan");
        assumeTrue(Files.isReadable(script), "the launcher is a script of the checkout");
        Files.copy(script, folder.resolve("caravan"));
        Files.createFile(
                Files.createDirectories(folder.resolve("target/caravan")).resolve("caravan.jar"));
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"21\"\n");
        Files.writeString(
                java,
                """
                #!/bin/sh
                while [ "$1" != -jar ]; do shift; done
                shift 2
                exec "%s/bin/java" -cp "%s" '%s' "$@"
                """
                        .formatted(
                                System.getProperty("java.home"),
                                classPath(),
                                Program.class.getName()));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LANG=POSIX", "LC_ALL=xx_XX.UTF-8", "LC_CTYPE=C.UTF-8"})
    void namesShouldNotDependOnTheLocaleAndFilesNotOnTheUmask(String locale) throws Exception {
        // not as an argument of its own: this process may have no locale either
        Files.writeString(folder.resolve("argument"), NAME, StandardCharsets.UTF_8);
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "umask 000; exec sh ./caravan . \"$(cat argument)\"")
                        .directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("LC_") || key.startsWith("LANG"));
        environment.put("JAVA_HOME", folder.resolve("java").toString());
        if (!locale.isEmpty()) {
            environment.put(locale.split("=")[0], locale.split("=")[1]);
        }
        Process process = builder.redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).endsWith(NAME + "\n");
        assertThat(listed()).contains(NAME + ".eml");
        assertThat(listed().lines().filter(line -> line.contains(".eml")))
                .allSatisfy(line -> assertThat(line).startsWith("-rw-------"));
    }

    /** As the system has the names, not as this process would read them. */
    private String listed() throws Exception {
        Process ls =
                new ProcessBuilder("sh", "-c", "LC_ALL=C ls -l | cat")
                        .directory(folder.toFile())
                        .start();
        return new String(ls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
