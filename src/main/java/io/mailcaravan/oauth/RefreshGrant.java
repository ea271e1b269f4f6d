package io.mailcaravan.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import io.mailcaravan.mailbox.Secret;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one user has consented to (RFC 6749, 6). Where the server gives another refresh token with
 * each answer, the newest one is used until the program ends.
 */
final class RefreshGrant implements GrantForm {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshGrant.class);

    private final String store;
    private final ClientIdentity client;
    private final Optional<String> scope;
    private volatile Secret newest;
    private volatile boolean replaced;

    RefreshGrant(String store, ClientIdentity client, Optional<String> scope, Secret first) {
        this.store = store;
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
        return client.request(new RefreshTokenGrant(new RefreshToken(newest.reveal())), scope, now);
    }

    @Override
    public void granted(AccessTokenResponse answer) {
        Optional.ofNullable(answer.getTokens().getRefreshToken())
                .map(RefreshToken::getValue)
                .filter(token -> !token.equals(newest.reveal()))
                .ifPresent(this::replace);
    }

    private void replace(String token) {
        newest = new Secret(token);
        if (!replaced) {
            replaced = true;
            LOG.warn(
                    "Store {}: the provider has replaced the refresh token. This process goes on"
                            + " with the new one; the one in caravan.stores.{}.oauth.refresh-token"
                            + " may not work again",
                    store,
                    store);
        }
    }
}
