package io.mailcaravan.store.imap;

import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.testkit.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import javax.net.ssl.SSLServerSocket;

/** A server on a TLS port with a certificate of its own making, which says OK to everything. */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket socket;
    private final ServerCertificate certificate;

    /**
     * @param options of keytool's {@code -genkeypair}
     */
    TlsServer(Path folder, String... options)
            throws IOException, GeneralSecurityException, InterruptedException {
        certificate = ServerCertificate.make(folder, options);
        socket = (SSLServerSocket) certificate.tls().getServerSocketFactory().createServerSocket(0);
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** That of its authority, in PEM. */
    String authority() {
        return certificate.authority().toString();
    }

    String fingerprint() throws CertificateEncodingException {
        return ImapSettings.Trust.fingerprint(
                HexFormat.of()
                        .withUpperCase()
                        .formatHex(Digest.begin().digest(certificate.certificate().getEncoded())));
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void serve(Socket client) {
        try (client;
                OutputStream out = client.getOutputStream();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.US_ASCII))) {
            write(out, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                write(
                        out,
                        line.substring(0, line.indexOf(' ')) + " OK [CAPABILITY IMAP4rev1] done");
            }
        } catch (IOException e) {
            // the client does not trust it
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
