package io.mailcaravan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of a test's own making, from an authority of its own.
 *
 * @param tls what a server with it serves with
 * @param authority who has signed it, in PEM
 */
public record ServerCertificate(SSLContext tls, X509Certificate certificate, Path authority) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /**
     * Makes one.
     *
     * @param options of keytool's {@code -genkeypair}
     */
    public static ServerCertificate make(Path folder, String... options)
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
        Path pem = folder.resolve("ca.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("ca").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        X509Certificate certificate = (X509Certificate) keys.getCertificate("server");
        keys.deleteEntry("ca");
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new ServerCertificate(context, certificate, pem);
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
}
