package io.mailcaravan.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import io.mailcaravan.mailbox.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * The application that asks for tokens, and what it proves that with: its secret, or the key of its
 * certificate (RFC 7523, 2.2), or nothing, where it is no secret that it is it.
 *
 * @param endpoint that it asks
 */
record ClientIdentity(
        URI endpoint, String id, Optional<Secret> secret, Optional<CertificateKey> key) {

    private static final Duration LIFE = Duration.ofMinutes(5);

    boolean isSigned() {
        return key.isPresent();
    }

    TokenRequest request(AuthorizationGrant grant, Optional<String> scope, Instant now) {
        ClientID client = new ClientID(id);
        TokenRequest.Builder builder;
        if (key.isPresent()) {
            builder = new TokenRequest.Builder(endpoint, assertion(client, key.get(), now), grant);
        } else if (secret.isPresent()) {
            builder =
                    new TokenRequest.Builder(
                            endpoint,
                            new ClientSecretPost(
                                    client,
                                    new com.nimbusds.oauth2.sdk.auth.Secret(secret.get().reveal())),
                            grant);
        } else {
            builder = new TokenRequest.Builder(endpoint, client, grant);
        }
        scope.ifPresent(words -> builder.scope(Scope.parse(words)));
        return builder.build();
    }

    private PrivateKeyJWT assertion(ClientID client, CertificateKey signing, Instant now) {
        JWTAuthenticationClaimsSet claims =
                new JWTAuthenticationClaimsSet(
                        client,
                        new Audience(endpoint).toSingleAudienceList(),
                        Date.from(now.plus(LIFE)),
                        Date.from(now),
                        Date.from(now),
                        new JWTID());
        try {
            // what Microsoft asks for, and others know as well
            return new PrivateKeyJWT(
                    claims,
                    JWSAlgorithm.PS256,
                    signing.key(),
                    null,
                    null,
                    signing.thumbprint(),
                    null);
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was checked cannot sign", e);
        }
    }
}
