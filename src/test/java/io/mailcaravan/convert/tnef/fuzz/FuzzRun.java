package io.mailcaravan.convert.tnef.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of Jazzer in a process of its own: input that ends or hangs the process must not take the
 * other tests along.
 *
 * @param findings the folder with inputs that broke a promise
 * @param log what it printed
 */
record FuzzRun(Path findings, int exit, List<String> log) {

    private static final Path WORK = Path.of("target", "fuzz").toAbsolutePath();

    private static final int LINES = 60;

    /** Seconds for one input; the slowest seed takes less than one, on a busy machine ten. */
    private static final int TIMEOUT = Integer.getInteger("caravan.fuzz.timeout", 60);

    /** Bytes; larger ones are slow, and what they would find is in tests of their own. */
    private static final int LONGEST = 8 << 10;

    private static final String CODE = "io.mailcaravan.convert.tnef.**";

    static FuzzRun of(int seconds) throws IOException, InterruptedException {
        Path findings = Files.createDirectories(WORK.resolve("findings"));
        Path corpus = Files.createDirectories(WORK.resolve("corpus"));
        List<String> command = java();
        command.addAll(
                List.of(
                        "com.code_intelligence.jazzer.Jazzer",
                        "--mutator_framework=false", // bytes are bytes, also in the seeds
                        "--target_class=" + TnefFuzzer.class.getName(),
                        "--instrumentation_includes=" + CODE,
                        "--custom_hook_includes=" + CODE + ":net.fortuna.**:ezvcard.**",
                        "--reproducer_path=" + findings,
                        "-max_total_time=" + seconds,
                        "-max_len=" + LONGEST,
                        "-use_value_profile=1", // sizes and magic numbers are compared
                        "-timeout=" + TIMEOUT,
                        "-print_final_stats=1",
                        "-artifact_prefix=" + findings + File.separator,
                        corpus.toString(),
                        seeds().toString()));
        Path log = WORK.resolve("log.txt");
        int exit =
                new ProcessBuilder(command)
                        .directory(WORK.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        return new FuzzRun(findings, exit, Files.readAllLines(log));
    }

    private static Path seeds() throws IOException {
        Map<String, byte[]> inputs = new TreeMap<>(FuzzInputs.own());
        String more = System.getProperty("caravan.fuzz.seeds");
        if (more != null) {
            inputs.putAll(FuzzInputs.of(Path.of(more)));
        }
        Path folder = Files.createDirectories(WORK.resolve("seeds"));
        for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
            Files.write(folder.resolve(input.getKey()), input.getValue());
        }
        return folder;
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
