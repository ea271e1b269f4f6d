package io.mailcaravan.oauth;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * An application signs in for itself (RFC 6749, 4.4): one token for all mailboxes that it was
 * granted, as Microsoft has it.
 */
record ClientCredentials(ClientIdentity client, Optional<String> scope) implements GrantForm {

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
        return client.request(new ClientCredentialsGrant(), scope, now);
    }
}
