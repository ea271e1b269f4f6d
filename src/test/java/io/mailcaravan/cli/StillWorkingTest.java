package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StillWorkingTest {

    @Test
    void stateShouldBeToldAgainAndAgainUntilTheEnd() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        CountDownLatch asked = new CountDownLatch(3);
        try (StillWorking working =
                new StillWorking(
                        () -> {
                            asked.countDown();
                            return "still " + asked.getCount();
                        },
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        Duration.ofMillis(1))) {
            asked.await();
        }
        String text = told.toString(StandardCharsets.UTF_8);

        assertThat(text).contains("still 2", "still 1", "still 0");
        assertThat(told.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }
}
