package io.mailcaravan.convert.tnef.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short run of the fuzzer; a long one by hand: {@code mvn test -Dtest=TnefFuzzIT
 * -Dcaravan.fuzz.seconds=600}, with {@code -Dcaravan.fuzz.seeds=FOLDER} for more to begin with.
 */
class TnefFuzzIT {

    private static final int SECONDS = Integer.getInteger("caravan.fuzz.seconds", 20);

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as long as somebody wants
    void noInputShouldBreakThePromise() throws IOException, InterruptedException {
        FuzzRun run = FuzzRun.of(SECONDS);

        System.out.printf("TnefFuzzIT: %s%n", run.figures());
        assertThat(run.exit())
                .as(
                        "%s; put the input into %s when it is mended:%n%s",
                        run.findings(), FuzzInputs.FINDINGS, run.end())
                .isZero();
    }
}
