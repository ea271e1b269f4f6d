package io.mailcaravan.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for a provider that lets a service account act for each mailbox (RFC 7523, 2.1): checks
 * the signature of what it is sent, and gives a JWT that a real server checks.
 */
public final class TokenIssuer implements AutoCloseable {

    /** The name of its key, as {@code docker/dovecot} has it. */
    private static final String KEY = "test";

    private static final Pattern ASSERTION = Pattern.compile("(?:^|&)assertion=([^&]+)");

    private final HttpsServer server;
    private final KeyPair own = pair();
    private final KeyPair account = pair();
    private final ServerCertificate certificate;
    private final AtomicInteger given = new AtomicInteger();
    private volatile Duration life = Duration.ofHours(1);

    /**
     * @param folder for its certificate
     */
    public TokenIssuer(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        certificate = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        server.createContext("/token", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** Tokens that are given from now on live so long. */
    public void life(Duration time) {
        life = time;
    }

    /** How many tokens it has given. */
    public int given() {
        return given.get();
    }

    /** What checks its tokens, in PEM. */
    public String publicKey() {
        return pem("PUBLIC KEY", own.getPublic());
    }

    /** Of its certificate. */
    public Path authority() {
        return certificate.authority();
    }

    /** The key file that it has handed out. */
    public Path serviceAccount(Path folder) throws IOException {
        String address = "https://localhost:%d/token".formatted(server.getAddress().getPort());
        return keyFile(folder, account, address);
    }

    /** One of an account that nobody knows, which names that address. */
    public static Path keyFile(Path folder, String address)
            throws IOException, GeneralSecurityException {
        return keyFile(folder, pair(), address);
    }

    private static Path keyFile(Path folder, KeyPair account, String address) throws IOException {
        Path file = folder.resolve("account.json");
        Files.writeString(
                file,
                """
                {"type": "service_account", "client_email": "move@acme.example", "private_key_id": "1",
                 "private_key": "%s", "token_uri": "%s"}
                """
                        .formatted(
                                pem("PRIVATE KEY", account.getPrivate()).replace("\n", "\\n"),
                                address));
        return file;
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END "
                + what
                + "-----\n";
    }

    /** A token of that mailbox, as it gives them. */
    public String token(String mailbox, Instant end) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .type(JOSEObjectType.JWT)
                                    .keyID(KEY)
                                    .build(),
                            new JWTClaimsSet.Builder()
                                    .subject(mailbox)
                                    .expirationTime(Date.from(end))
                                    .claim("scope", "mail")
                                    .build());
            token.sign(new RSASSASigner(own.getPrivate()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher assertion = ASSERTION.matcher(form);
        try {
            if (!assertion.find()) {
                throw new IOException("no assertion in " + form);
            }
            SignedJWT signed =
                    SignedJWT.parse(URLDecoder.decode(assertion.group(1), StandardCharsets.UTF_8));
            if (!signed.verify(new RSASSAVerifier((RSAPublicKey) account.getPublic()))) {
                throw new IOException("a wrong signature");
            }
            given.incrementAndGet();
            String mailbox = signed.getJWTClaimsSet().getSubject();
            reply(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                            .formatted(token(mailbox, Instant.now().plus(life)), life.toSeconds()));
        } catch (IOException | ParseException | JOSEException e) {
            reply(exchange, 400, "{\"error\":\"invalid_grant\"}");
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
