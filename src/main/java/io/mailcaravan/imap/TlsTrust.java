package io.mailcaravan.imap;

import io.mailcaravan.tls.Authorities;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whose certificates a store trusts. */
final class TlsTrust {
    private TlsTrust() {}

    /** A factory that trusts as configured. */
    static SSLSocketFactory factory(ImapSettings settings) {
        return Authorities.context(telling(managers(settings))).getSocketFactory();
    }

    private static TrustManager[] managers(ImapSettings settings) {
        if (!settings.trust().fingerprints().isEmpty()) {
            return new TrustManager[] {new Pinned(settings.trust().fingerprints())};
        }
        if (!settings.trust().verifyCertificate()) {
            return new TrustManager[] {new Anybody()};
        }
        return Authorities.managers(
                settings.trust().caFile(), "caravan.stores." + settings.name() + ".ca-file");
    }

    /** To find out whether a server speaks TLS at all; nothing is sent through it. */
    static SSLSocketFactory anybody() {
        return Authorities.context(new Anybody()).getSocketFactory();
    }

    /** So that whoever refuses a certificate can say which one it was. */
    private static TrustManager[] telling(TrustManager[] managers) {
        TrustManager[] telling = managers.clone();
        for (int i = 0; i < telling.length; i++) {
            if (telling[i] instanceof X509ExtendedTrustManager manager) {
                telling[i] = new Telling(manager);
            }
        }
        return telling;
    }

    private static final class Telling extends ServerTrust {
        private final X509ExtendedTrustManager manager;

        Telling(X509ExtendedTrustManager manager) {
            this.manager = manager;
        }

        @Override
        void check(X509Certificate[] chain, Check check) throws CertificateException {
            try {
                check.of(manager);
            } catch (CertificateException e) {
                throw chain.length == 0 ? e : new RefusedCertificate(chain[0], e);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return manager.getAcceptedIssuers();
        }
    }

    /** For {@code certificate-fingerprint}: one certificate, whatever it says. */
    private static final class Pinned extends ServerTrust {
        private final Set<String> fingerprints;

        Pinned(Set<String> fingerprints) {
            this.fingerprints = fingerprints;
        }

        @Override
        void check(X509Certificate[] chain, Check check) throws CertificateException {
            if (chain.length == 0
                    || !fingerprints.contains(CertificateWords.fingerprint(chain[0]))) {
                throw new CertificateException("it is not the one of certificate-fingerprint");
            }
        }
    }

    /** For {@code verify-certificate=false}: anybody may say to be the server. */
    private static final class Anybody extends ServerTrust {
        @Override
        void check(X509Certificate[] chain, Check check) {}
    }

    /** The one question in the three forms that it is asked in. */
    private abstract static class ServerTrust extends X509ExtendedTrustManager {
        interface Check {
            void of(X509ExtendedTrustManager manager) throws CertificateException;
        }

        abstract void check(X509Certificate[] chain, Check check) throws CertificateException;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            check(chain, manager -> manager.checkServerTrusted(chain, type));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain, manager -> manager.checkServerTrusted(chain, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain, manager -> manager.checkServerTrusted(chain, type, engine));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
