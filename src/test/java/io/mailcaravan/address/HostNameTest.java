package io.mailcaravan.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "Old.Example., old.example",
        "m\u00fcller.example, xn--mller-kva.example",
        "m\u00fcller\u3002example, xn--mller-kva.example",
        "xn--strae-oqa.example, xn--strae-oqa.example"
    })
    void nameShouldBeAsDnsHasIt(String text, String ascii) {
        assertThat(HostName.ascii(text, "test")).isEqualTo(ascii);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "mail_server", "10.0.0.1", "old.example", "1and1.example"})
    void hostShouldBeOneWordOrNumbersToo(String text) {
        assertThat(HostName.isHost(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a..b",
                ".a",
                "a.",
                "-a",
                "a-.b",
                "10",
                "10.1",
                "1.2.3.4.5",
                "old.143",
                "a b"
            })
    void othersShouldBeNone(String text) {
        assertThat(HostName.isHost(text)).isFalse();
        assertThat(HostName.isDomain(text)).isFalse();
    }

    @Test
    void longNameShouldBeNone() {
        assertThat(HostName.isHost("a".repeat(254))).isFalse();
        assertThat(HostName.isDomain("a.".repeat(126) + "example")).isFalse();
    }
}
