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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench works: no figure is looked at. */
class BenchSmokeIT {
    private static final Path HOME = Path.of(System.getProperty("caravan.home", "."));
    private static final int INCOMPLETE = 2; // bench/run: something is missing on this machine
    private static final int MINUTES = 5; // only against a bench that hangs for ever

    @TempDir Path folder;

    @Test
    void smokeShouldRunEveryPeerAndEndEqual() throws Exception {
        Ended check = bench("check");
        assumeThat(check.status)
                .as("bench smoke skipped: %s", check.output)
                .isNotEqualTo(INCOMPLETE);
        assertThat(check.status).as(check.output).isZero();

        String caravan =
                CaravanProcess.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Ended smoke =
                bench("smoke", "--caravan", caravan, "--out", folder.resolve("out").toString());
        assertThat(smoke.status).as(smoke.output).isZero();
        assertThat(folder.resolve("out/results.md")).content().contains("| caravan |", "| EQUAL |");
        assertThat(folder.resolve("out/results.jsonl")).isNotEmptyFile();
    }

    @Test
    void halfASetUpShouldSayWhatIsMissing() throws Exception {
        assumeThat(bench("check").status).isZero();
        Ended ended = bench("smoke", "--caravan", folder.resolve("nowhere").toString());
        assertThat(ended.status).as(ended.output).isEqualTo(INCOMPLETE);
        assertThat(ended.output).contains("missing: caravan", "nowhere", "--caravan");
    }

    private record Ended(int status, String output) {}

    private Ended bench(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bench/run").toAbsolutePath().toString());
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
            return new Ended(INCOMPLETE, "bench/run cannot be started, is there python3? " + e);
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
        return new Ended(status == 127 ? INCOMPLETE : status, Files.readString(output));
    }
}
