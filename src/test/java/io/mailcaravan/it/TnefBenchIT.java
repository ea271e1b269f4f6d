package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The judge of TNEF conversions knows right from wrong, and finds ours right. */
class TnefBenchIT {
    private static final Path SAMPLES = Path.of("..", "shared", "testdata", "tnef");

    @TempDir Path folder;

    static boolean samplesExist() {
        return Files.exists(SAMPLES.resolve("MANIFEST.json"));
    }

    @Test
    void judgeShouldSeeEveryKindOfFault() throws Exception {
        BenchProcess selftest = BenchProcess.run(folder, "selftest", "test_tnef.py");
        selftest.assumeComplete();
        assertThat(selftest.status()).as(selftest.output()).isZero();
    }

    @Test
    @EnabledIf("samplesExist")
    void builtProgramShouldConvertEverySampleAsItsManifestSays() throws Exception {
        BenchProcess bench =
                BenchProcess.run(
                        folder,
                        "tnef",
                        SAMPLES.toString(),
                        "--parts=correctness",
                        "--peers=",
                        "--caravan",
                        BenchProcess.caravan());
        bench.assumeComplete();
        assertThat(bench.status()).as(bench.output()).isZero();
        assertThat(bench.output()).contains("**readable samples: everything**");
    }
}
