package io.mailcaravan.oauth;

/** A token from outside that nobody renews. */
record FixedToken(AccessToken token) implements TokenSource {

    @Override
    public boolean isPerMailbox() {
        return false;
    }

    @Override
    public AccessToken request(String mailbox) {
        return token;
    }
}
