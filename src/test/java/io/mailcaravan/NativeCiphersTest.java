package io.mailcaravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.config.StoreSettings;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeCiphersTest {

    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    @AfterEach
    void remove() {
        Security.removeProvider(NATIVE);
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void tlsShouldUseThem() throws Exception {
        NativeCiphers.useFor(
                List.of(store(Map.of("type", "maildir")), store(Map.of("type", "imap"))));
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo(NATIVE);
    }

    @ParameterizedTest
    @CsvSource({"imap, none", "maildir, ''", "memory, ''"})
    void storesWithoutTlsShouldNotLoadThem(String type, String tls) {
        NativeCiphers.useFor(List.of(store(Map.of("type", type, "tls", tls))));
        assertThat(Security.getProvider(NATIVE)).isNull();
    }

    private static StoreSettings store(Map<String, String> values) {
        return new StoreSettings("old", values, Path.of("."));
    }
}
