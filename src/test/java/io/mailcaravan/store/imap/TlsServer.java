package io.mailcaravan.store.imap;

import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.mailbox.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server on a TLS port with a certificate of its own making, which says OK to everything. */
final class TlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLServerSocket socket;
    private final X509Certificate certificate;
    private final Path pem;

    /**
     * @param options of keytool's {@code -genkeypair}
     */
    TlsServer(Path folder, String... options)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("server.p12");
        keytool(file, List.of("-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c"));
        List<String> server =
                new ArrayList<>(List.of("-alias", "server", "-dname", "CN=test", "-signer", "ca"));
        server.addAll(List.of(options));
        keytool(file, server);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        certificate = (X509Certificate) keys.getCertificate("server");
        pem = folder.resolve("ca.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("ca").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        keys.deleteEntry("ca");
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        Thread.startVirtualThread(this::accept);
    }

    private static void keytool(Path file, List<String> options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD),
                                "-keyalg",
                                "EC"));
        command.addAll(options);
        Path said = file.resolveSibling("keytool.txt");
        Process keytool =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(said));
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** That of its authority, in PEM. */
    String authority() {
        return pem.toString();
    }

    String fingerprint() throws CertificateEncodingException {
        return ImapSettings.Trust.fingerprint(
                HexFormat.of()
                        .withUpperCase()
                        .formatHex(Digest.begin().digest(certificate.getEncoded())));
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
