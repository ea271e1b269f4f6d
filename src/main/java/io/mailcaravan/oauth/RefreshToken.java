package io.mailcaravan.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import io.mailcaravan.mailbox.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * What one user has consented to (RFC 6749, 6). Where the server gives another refresh token with
 * each answer, the newest one is used until the program ends.
 */
final class RefreshToken implements GrantForm {

    private final ClientIdentity client;
    private final Optional<String> scope;
    private volatile Secret newest;

    RefreshToken(ClientIdentity client, Optional<String> scope, Secret first) {
        this.client = client;
        this.scope = scope;
        this.newest = first;
    }

    @Override
    public boolean isPerMailbox() {
        return false;
    }

    @Override
    public boolean isSigned() {
        return client.isSigned();
    }

    @Override
    public TokenRequest request(String mailbox, Instant now) {
        return client.request(
                new RefreshTokenGrant(
                        new com.nimbusds.oauth2.sdk.token.RefreshToken(newest.reveal())),
                scope,
                now);
    }

    @Override
    public void granted(AccessTokenResponse answer) {
        Optional.ofNullable(answer.getTokens().getRefreshToken())
                .ifPresent(token -> newest = new Secret(token.getValue()));
    }

    @Override
    public String withoutSecrets(String words) {
        return client.withoutSecrets(words.replace(newest.reveal(), newest.toString()));
    }
}
