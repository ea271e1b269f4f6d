package io.mailcaravan.imap;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A certificate that is not trusted, with why as its cause. */
final class RefusedCertificate extends CertificateException {
    private static final long serialVersionUID = 1;

    private final transient X509Certificate certificate;

    RefusedCertificate(X509Certificate certificate, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.certificate = certificate;
    }

    X509Certificate certificate() {
        return certificate;
    }
}
