package io.mailcaravan.convert.tnef.fuzz;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing found once stays mended. */
class FuzzRegressionTest {

    @ParameterizedTest
    @EnumSource
    void seedsAndOldFindingsShouldKeepThePromise(FuzzTarget target) throws IOException {
        target.inputs()
                .forEach(
                        (name, input) -> {
                            try {
                                target.run(input);
                            } catch (Throwable e) {
                                throw new AssertionError(target + ": " + name, e);
                            }
                        });
    }
}
