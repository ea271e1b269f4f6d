package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/faults}; the long one is run by hand. */
class FaultsIT {

    @Test
    void killsPowerLossesRestartsAndTwoDestinationsShouldLoseAndDoubleNothing(@TempDir Path folder)
            throws Exception {
        BenchProcess faults =
                BenchProcess.run(
                        folder,
                        "faults",
                        "kill",
                        "powerloss",
                        "restart",
                        "two-destinations",
                        "--runs",
                        "3",
                        "--case",
                        "T",
                        "--mbit",
                        "4",
                        "--caravan",
                        BenchProcess.caravan(),
                        "--out",
                        folder.resolve("out").toString());
        faults.assumeComplete();
        assertThat(faults.status()).as(faults.output()).isZero();
        assertThat(faults.output())
                .contains("| kill | 3 |", "| powerloss | 3 |", "| restart | 3 |")
                .contains("| two-destinations | 3 |", "untouched");
    }
}
