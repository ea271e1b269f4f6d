package io.mailcaravan.convert.tnef.fuzz;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What fuzzing found once stays mended. */
class FuzzRegressionTest {

    @Test
    void seedsAndOldFindingsShouldKeepThePromise() throws IOException {
        FuzzInputs.own()
                .forEach(
                        (name, input) -> {
                            try {
                                TnefFuzzer.fuzzerTestOneInput(input);
                            } catch (Throwable e) {
                                throw new AssertionError(name, e);
                            }
                        });
    }
}
