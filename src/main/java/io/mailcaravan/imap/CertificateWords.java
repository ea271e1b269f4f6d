package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Digest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a certificate says, for people. */
final class CertificateWords {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MOST_NAMES = 20;

    private CertificateWords() {}

    /** {@code for mail.example, old.example; valid 2019-01-01 to 2020-01-01; SHA-256:AB:CD...} */
    static String of(X509Certificate certificate) {
        DateTimeFormatter day = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
        Set<String> names = names(certificate);
        return "for "
                + (names.isEmpty() ? "no name" : String.join(", ", names))
                + "; valid "
                + day.format(certificate.getNotBefore().toInstant())
                + " to "
                + day.format(certificate.getNotAfter().toInstant())
                + "; "
                + fingerprint(certificate);
    }

    /** The names that it is for: those of the extension, else that of the subject. */
    private static Set<String> names(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> one : alternatives) {
                    boolean isName = one.get(0).equals(DNS_NAME) || one.get(0).equals(IP_ADDRESS);
                    if (isName && names.size() < MOST_NAMES) {
                        names.add(String.valueOf(one.get(1)));
                    }
                }
            }
        } catch (CertificateException e) {
            names.clear(); // an extension that cannot be read has no names
        }
        if (names.isEmpty()) {
            names.add(certificate.getSubjectX500Principal().getName());
        }
        return names;
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = Digest.begin().digest(certificate.getEncoded());
            return fingerprint(HexFormat.of().withUpperCase().formatHex(digest));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was received has bytes", e);
        }
    }

    /** {@code SHA-256:AB:CD...} of 64 digits in capitals. */
    static String fingerprint(String digits) {
        return "SHA-256:" + digits.replaceAll("(..)(?=.)", "$1:");
    }
}
