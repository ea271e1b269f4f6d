package io.mailcaravan.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ServerAddressTest {

    @Test
    void urlShouldSayWhatIsNotUsual() {
        assertThat(ServerAddress.of("old.example", "implicit").url("alice"))
                .isEqualTo("imaps://alice@old.example");
        assertThat(ServerAddress.of("old.example", "starttls").url("alice"))
                .isEqualTo("imap://alice@old.example");
        assertThat(new ServerAddress("old.example", 143, "implicit").url("a b@x.example"))
                .isEqualTo("imaps://a%20b%40x.example@old.example:143");
    }

    @Test
    void settingsShouldSayWhatIsNotUsual() {
        assertThat(ServerAddress.of("old.example", "implicit").settings())
                .containsExactly(entry("host", "old.example"));
        assertThat(new ServerAddress("old.example", 993, "starttls").settings())
                .containsExactly(
                        entry("host", "old.example"),
                        entry("port", "993"),
                        entry("tls", "starttls"));
    }
}
