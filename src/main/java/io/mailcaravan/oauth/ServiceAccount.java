package io.mailcaravan.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import net.minidev.json.JSONObject;

/**
 * An account of no person that acts for each user of a domain (RFC 7523, 2.1), as Google has it
 * with domain-wide delegation: one token a mailbox.
 *
 * @param email whose key it is
 * @param keyId by which the other side finds the key
 * @param endpoint where tokens are given
 */
record ServiceAccount(String email, String keyId, RSAPrivateKey key, URI endpoint, String scope)
        implements GrantForm {

    /** The longest that Google takes. */
    private static final Duration LIFE = Duration.ofHours(1);

    /**
     * Reads a key file as the provider hands it out.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static ServiceAccount read(Path file, String scope) {
        try {
            JSONObject json = JSONObjectUtils.parse(Files.readString(file));
            URI endpoint = JSONObjectUtils.getURI(json, "token_uri");
            if (!TokenEndpoint.isSafe(endpoint)) {
                throw new IllegalArgumentException(
                        "its token_uri '"
                                + endpoint
                                + "' is no https address; signed assertions are sent there");
            }
            return new ServiceAccount(
                    JSONObjectUtils.getNonBlankString(json, "client_email"),
                    JSONObjectUtils.getNonBlankString(json, "private_key_id"),
                    CertificateKey.key(JSONObjectUtils.getNonBlankString(json, "private_key")),
                    endpoint,
                    scope);
        } catch (IOException e) {
            throw new IllegalArgumentException(FileErrors.words(e), e);
        } catch (ParseException e) {
            throw new IllegalArgumentException("it is no key file of a service account", e);
        }
    }

    @Override
    public boolean isPerMailbox() {
        return true;
    }

    @Override
    public boolean isSigned() {
        return true;
    }

    @Override
    public TokenRequest request(String mailbox, Instant now) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(email)
                        .subject(mailbox)
                        .audience(endpoint.toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("scope", scope)
                        .build();
        SignedJWT assertion =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(JOSEObjectType.JWT)
                                .keyID(keyId)
                                .build(),
                        claims);
        try {
            assertion.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was checked cannot sign", e);
        }
        return new TokenRequest.Builder(endpoint, new JWTBearerGrant(assertion)).build();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "service account " + email;
    }
}
