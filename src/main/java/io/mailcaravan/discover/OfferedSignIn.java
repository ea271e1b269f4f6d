package io.mailcaravan.discover;

import io.mailcaravan.imap.ServerFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which value of the setting {@code auth} suits what a server announces. */
final class OfferedSignIn {

    private static final Set<String> WITH_PASSWORDS =
            Set.of("PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1");

    private OfferedSignIn() {}

    /**
     * @param wanted what is known of the provider
     */
    static Optional<String> of(ServerFacts shown, Optional<String> wanted) {
        List<String> mechanisms = shown.mechanisms();
        if (wanted.isPresent()) {
            return wanted;
        }
        if (shown.acceptsLogin() || mechanisms.stream().anyMatch(WITH_PASSWORDS::contains)) {
            return Optional.of("password");
        }
        if (mechanisms.contains("OAUTHBEARER")) {
            return Optional.of("oauthbearer");
        }
        return mechanisms.contains("XOAUTH2") ? Optional.of("xoauth2") : Optional.empty();
    }
}
