package io.mailcaravan.convert.tnef.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run of Jazzer on one target, in a process of its own: Jazzer's engine knows one target a
 * process, and input that ends or hangs the process must not take the other tests along.
 *
 * @param log what it printed
 */
record FuzzRun(Path folder, int exit, List<String> log) {

    private static final Path WORK = Path.of("target", "fuzz").toAbsolutePath();

    private static final int LINES = 60;

    /** Seconds for one input; the slowest seed takes less than one. */
    private static final int TIMEOUT = 25;

    /** Bytes; larger ones are slow, and what they would find is a test of its own: bombs. */
    private static final int LONGEST = 16 << 10;

    static FuzzRun of(FuzzTarget target, int seconds) throws IOException, InterruptedException {
        Path folder = WORK.resolve(target.name().toLowerCase(Locale.ROOT));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        for (Map.Entry<String, byte[]> input : target.inputs().entrySet()) {
            Files.write(seeds.resolve(input.getKey()), input.getValue());
        }
        List<String> command = java();
        command.addAll(
                List.of(
                        "com.code_intelligence.jazzer.Jazzer",
                        "--mutator_framework=false", // bytes are bytes, also in the seeds
                        "--target_class=" + target.className(),
                        "--instrumentation_includes=io.mailcaravan.convert.tnef.**",
                        "--instrumentation_excludes=io.mailcaravan.convert.tnef.fuzz.**",
                        "--coverage_report=" + folder.resolve("coverage.txt"),
                        "--reproducer_path=" + folder,
                        "-max_total_time=" + seconds,
                        "-max_len=" + LONGEST,
                        "-timeout=" + TIMEOUT,
                        "-artifact_prefix="
                                + Files.createDirectories(folder.resolve("findings"))
                                + File.separator,
                        Files.createDirectories(folder.resolve("corpus")).toString(),
                        seeds.toString()));
        String more = System.getProperty("caravan.fuzz.seeds");
        if (more != null) {
            command.add(Path.of(more).toAbsolutePath().toString());
        }
        Path log = folder.resolve("log.txt");
        int exit =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        return new FuzzRun(folder, exit, Files.readAllLines(log));
    }

    /** As little memory as the program has, and what the fuzzer needs. */
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        // what Surefire puts behind a jar of its own
                        System.getProperty(
                                "surefire.test.class.path",
                                System.getProperty("java.class.path"))));
        return command;
    }

    /** Executions, coverage and corpus in the engine's words. */
    String figures() {
        return log.stream()
                .filter(line -> line.matches("#\\d+\\s+DONE.*|Done \\d+ runs.*"))
                .reduce((a, b) -> a + "; " + b)
                .orElse("ended early");
    }

    /** The last lines that it printed. */
    String end() {
        return String.join("\n", log.subList(Math.max(0, log.size() - LINES), log.size()));
    }
}
