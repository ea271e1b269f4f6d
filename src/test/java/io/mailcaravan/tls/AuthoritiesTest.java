package io.mailcaravan.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.testkit.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {

    @TempDir Path folder;

    private static X509TrustManager manager(Optional<Path> file) {
        TrustManager[] managers = Authorities.managers(file, "ca-file");
        assertThat(managers).hasSize(1);
        return (X509TrustManager) managers[0];
    }

    @Test
    void authoritiesOfAFileShouldBeTrustedInPlaceOfJavas() throws Exception {
        ServerCertificate server = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
        X509Certificate[] chain = {server.certificate()};
        assertThatCode(
                        () ->
                                manager(Optional.of(server.authority()))
                                        .checkServerTrusted(chain, "UNKNOWN"))
                .doesNotThrowAnyException();
        assertThat(manager(Optional.of(server.authority())).getAcceptedIssuers()).hasSize(1);
        assertThatThrownBy(() -> manager(Optional.empty()).checkServerTrusted(chain, "UNKNOWN"))
                .isInstanceOf(CertificateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
    void fileWithoutCertificatesShouldBeNamed(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), text);
        assertThatThrownBy(() -> Authorities.context(Optional.of(file), "--from-set ca-file"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("--from-set ca-file: ")
                .hasMessageContainingAll(file.toString(), "PEM");
    }

    @Test
    void fileThatIsNotThereShouldBeNamed() {
        Path file = folder.resolve("none.pem");
        assertThatThrownBy(() -> Authorities.context(Optional.of(file), "ca-file"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString());
    }
}
