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
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities that a server's certificate has to be from. */
public final class Authorities {

    private Authorities() {}

    /**
     * TLS with whom they vouch for.
     *
     * @param file certificates in PEM, which alone are trusted; empty for Java's own list
     * @param place the setting that names the file, for errors
     * @throws ConfigurationException where there is none in it
     */
    public static SSLContext context(Optional<Path> file, String place) {
        return context(managers(file, place));
    }

    /** TLS with whom these trust. */
    public static SSLContext context(TrustManager... managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    /**
     * Whom they vouch for.
     *
     * @param file certificates in PEM, which alone are trusted; empty for Java's own list
     * @param place the setting that names the file, for errors
     * @throws ConfigurationException where there is none in it
     */
    public static TrustManager[] managers(Optional<Path> file, String place) {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(file.isPresent() ? trusted(file.get(), place) : null);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    private static IllegalStateException noTls(GeneralSecurityException cause) {
        return new IllegalStateException("this Java has no TLS", cause);
    }

    private static KeyStore trusted(Path file, String place) throws GeneralSecurityException {
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
            return trusted;
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
}
