package io.mailcaravan.oauth;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key and its certificate.
 *
 * @param thumbprint SHA-256 of the certificate, by which the other side finds it
 */
record CertificateKey(RSAPrivateKey key, Base64URL thumbprint) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    /**
     * Reads a PEM file with both, in any order.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static CertificateKey read(Path file) {
        try {
            String pem = Files.readString(file);
            X509Certificate certificate = X509CertUtils.parse(pem.substring(begin(pem)));
            if (certificate == null) {
                throw new IllegalArgumentException("its certificate cannot be read");
            }
            RSAPrivateKey key = key(pem);
            boolean pair =
                    certificate.getPublicKey() instanceof RSAPublicKey known
                            && known.getModulus().equals(key.getModulus());
            if (!pair) {
                throw new IllegalArgumentException("its key is not that of its certificate");
            }
            return new CertificateKey(key, X509CertUtils.computeSHA256Thumbprint(certificate));
        } catch (IOException e) {
            throw new IllegalArgumentException(FileErrors.words(e), e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "certificate " + thumbprint;
    }

    private static int begin(String pem) {
        int at = pem.indexOf("-----BEGIN CERTIFICATE-----");
        if (at < 0) {
            throw new IllegalArgumentException("there is no certificate in it");
        }
        return at;
    }

    /** In the form PKCS #8, not encrypted. */
    static RSAPrivateKey key(String pem) {
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException(
                    "there is no key in it that begins with -----BEGIN PRIVATE KEY-----");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
            return (RSAPrivateKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("its key is no RSA key", e);
        }
    }
}
