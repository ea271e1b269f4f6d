package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command of {@code bench/} that has ended. */
record BenchProcess(int status, String output) {
    static final int INCOMPLETE = 2; // something is missing on this machine

    private static final Path HOME = Path.of(System.getProperty("caravan.home", "."));
    private static final int MINUTES = 5; // only against a bench that hangs for ever

    /** The built program, as the bench wants it named. */
    static String caravan() {
        return CaravanProcess.command().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
    }

    /** Where this machine lacks something, the test is skipped and says what. */
    void assumeComplete() {
        assumeThat(status).as("bench skipped: %s", output).isNotEqualTo(INCOMPLETE);
    }

    static BenchProcess run(Path folder, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bench").resolve(program).toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "bench", ".txt");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
        } catch (IOException e) {
            return new BenchProcess(
                    INCOMPLETE, "bench/" + program + " cannot be started, is there python3? " + e);
        }
        process.getOutputStream().close();
        try {
            // not SIGKILL: it has to stop its servers
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            assertThat(ended).as("hangs: %s", Files.readString(output)).isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
        int status = process.exitValue();
        // env(1): python3 is not there
        return new BenchProcess(status == 127 ? INCOMPLETE : status, Files.readString(output));
    }
}
