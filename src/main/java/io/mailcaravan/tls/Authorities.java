package io.mailcaravan.tls;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities that a server's certificate has to be from. */
public final class Authorities {

    private Authorities() {}

    /** Java's own list. */
    public static TrustManager[] ofJava() throws GeneralSecurityException {
        return trusting(null);
    }

    /**
     * Those of a file alone.
     *
     * @param file certificates in PEM
     * @param place the setting that names it, for errors
     * @throws ConfigurationException where there is none in it
     */
    public static TrustManager[] of(Path file, String place) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new ConfigurationException(
                        place, "no certificate in " + file, "It must hold certificates in PEM.");
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            return trusting(trusted);
        } catch (CertificateException | IOException e) {
            throw new ConfigurationException(
                    place,
                    "cannot read certificates from "
                            + file
                            + " ("
                            + (e instanceof IOException unread
                                    ? FileErrors.words(unread)
                                    : e.getMessage())
                            + ")",
                    "It must hold certificates in PEM.");
        }
    }

    private static TrustManager[] trusting(KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }
}
