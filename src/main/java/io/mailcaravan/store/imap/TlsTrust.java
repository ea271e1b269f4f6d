package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whose certificates a store trusts. */
final class TlsTrust {
    private TlsTrust() {}

    /** A factory that trusts as configured. */
    static SSLSocketFactory factory(ImapStoreConfiguration configuration) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(configuration), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static TrustManager[] managers(ImapStoreConfiguration configuration)
            throws GeneralSecurityException {
        if (!configuration.verifyCertificate()) {
            return new TrustManager[] {new Anybody()};
        }
        if (configuration.caFile().isEmpty()) {
            return null; // Java's own list
        }
        Path file = configuration.caFile().get();
        String place = "caravan.stores." + configuration.name() + ".ca-file";
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
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory.getTrustManagers();
        } catch (CertificateException | IOException e) {
            throw new ConfigurationException(
                    place,
                    "cannot read certificates from " + file + " (" + e.getMessage() + ")",
                    "It must hold certificates in PEM.");
        }
    }

    /** For {@code verify-certificate=false}: anybody may say to be the server. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
