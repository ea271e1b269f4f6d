package io.mailcaravan.convert.tnef.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A short run of the fuzzer; a long one by hand: {@code mvn test -Dtest=TnefFuzzIT
 * -Dcaravan.fuzz.seconds=600}, with {@code -Dcaravan.fuzz.seeds=FOLDER} for more to begin with.
 */
class TnefFuzzIT {

    /** For all targets together, without their start. */
    private static final int SECONDS = Integer.getInteger("caravan.fuzz.seconds", 20);

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as long as somebody wants
    void noInputShouldBreakThePromise(FuzzTarget target) throws IOException, InterruptedException {
        FuzzRun run = FuzzRun.of(target, Math.max(1, SECONDS / FuzzTarget.values().length));

        System.out.printf("TnefFuzzIT: %s %s%n", target, run.figures());
        assertThat(run.exit())
                .as(
                        "%s; put the input into %s when it is mended:%n%s",
                        run.folder().resolve("findings"), target.findings(), run.end())
                .isZero();
    }
}
