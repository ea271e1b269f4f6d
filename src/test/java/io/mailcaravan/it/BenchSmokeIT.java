package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench works: no figure is looked at. */
class BenchSmokeIT {
    @TempDir Path folder;

    @Test
    void smokeShouldRunEveryPeerAndEndEqual() throws Exception {
        BenchProcess check = bench("check");
        check.assumeComplete();
        assertThat(check.status()).as(check.output()).isZero();

        BenchProcess smoke =
                bench(
                        "smoke",
                        "--caravan",
                        BenchProcess.caravan(),
                        "--out",
                        folder.resolve("out").toString());
        assertThat(smoke.status()).as(smoke.output()).isZero();
        assertThat(folder.resolve("out/results.md")).content().contains("| caravan |", "| EQUAL |");
        assertThat(folder.resolve("out/results.jsonl")).isNotEmptyFile();
    }

    @Test
    void halfASetUpShouldSayWhatIsMissing() throws Exception {
        assumeThat(bench("check").status()).isZero();
        BenchProcess ended = bench("smoke", "--caravan", folder.resolve("nowhere").toString());
        assertThat(ended.status()).as(ended.output()).isEqualTo(BenchProcess.INCOMPLETE);
        assertThat(ended.output()).contains("missing: caravan", "nowhere", "--caravan");
    }

    private BenchProcess bench(String... arguments) throws IOException, InterruptedException {
        return BenchProcess.run(folder, "run", arguments);
    }
}
