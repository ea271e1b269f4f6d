package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

/** What a failed run must be like: one line that says what is wrong, and nothing else. */
final class Complaint {
    /** Passwords that tests use; never to be seen. */
    static final String SECRET = "hunter2-do-not-print";

    private Complaint() {}

    /** Waits for the end and checks exit code and the words on stderr. */
    static void expect(CaravanProcess started, int exit, String... words) throws Exception {
        try (CaravanProcess caravan = started) {
            int code = caravan.exit();
            String all = caravan.stdout() + caravan.stderr();
            assertThat(code).as(all).isEqualTo(exit);
            assertThat(caravan.stderr()).contains(words);
            assertThat(
                            caravan.stderr()
                                    .lines()
                                    // said each time: that a store gives up TLS, that a ledger is
                                    // new
                                    .filter(line -> !line.isBlank() && !line.contains(" WARN "))
                                    .filter(line -> !line.endsWith("a new one begins.")))
                    .as("one line")
                    .hasSize(1);
            assertThat(all).doesNotContain("\tat ", "Exception", SECRET, "adminpass");
        }
    }
}
