package io.mailcaravan.store.jmap;

import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.http.WebSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.oauth.OAuthSettings;
import io.mailcaravan.oauth.Tokens;
import io.mailcaravan.store.jmap.JmapStoreSettings.Auth;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one JMAP store, checked.
 *
 * @param url of the session resource
 * @param connections most sessions at once, over all mailboxes
 */
record JmapStoreConfiguration(
        String name, URI url, WebSettings web, SignInSettings signIn, int connections) {

    /** No provider of such tokens serves JMAP; a scope is set where one is needed. */
    private static final String NO_SCOPE = "";

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigurationException for the first one that is missing or wrong
     */
    static JmapStoreConfiguration of(StoreSettings settings) {
        URI url = settings.get(JmapStoreSettings.URL);
        if (!settings.get(JmapStoreSettings.ALLOW_INSECURE)
                && !"https".equalsIgnoreCase(url.getScheme())) {
            throw new ConfigurationException(
                    settings.place(JmapStoreSettings.URL.key()),
                    "passwords and mail could be read or changed on the way",
                    "Use https, or set "
                            + settings.fullKey(JmapStoreSettings.ALLOW_INSECURE)
                            + "=true if the network is trusted.");
        }
        int timeout = settings.get(JmapStoreSettings.TIMEOUT);
        return new JmapStoreConfiguration(
                settings.name(),
                url,
                new WebSettings(
                        settings.name(),
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(
                                settings.find(JmapStoreSettings.ANSWER_TIMEOUT)
                                        .orElse(Math.min(10 * timeout, JmapStoreSettings.LONGEST))),
                        settings.find(JmapStoreSettings.CA_FILE)
                                .map(
                                        file ->
                                                WebSettings.trusting(
                                                        file,
                                                        settings.place(
                                                                JmapStoreSettings.CA_FILE.key())))),
                signIn(settings),
                settings.get(JmapStoreSettings.CONNECTIONS));
    }

    private static SignInSettings signIn(StoreSettings settings) {
        boolean token = settings.get(JmapStoreSettings.AUTH) == Auth.BEARER;
        return new SignInSettings(
                settings.name(),
                token ? AuthMethod.OAUTHBEARER : AuthMethod.PASSWORD,
                settings.find(JmapStoreSettings.USERNAME),
                settings.find(JmapStoreSettings.PASSWORD),
                Optional.empty(),
                Optional.empty(),
                "",
                tokens(settings, token));
    }

    private static Optional<Tokens> tokens(StoreSettings settings, boolean takes) {
        Optional<Setting<?>> useless = OAuthSettings.firstSet(settings);
        if (!takes && useless.isPresent()) {
            throw new ConfigurationException(
                    settings.place(useless.get().key()),
                    "nothing uses it with auth=password",
                    "Set auth=bearer, or remove it.");
        }
        if (settings.text(OAuthSettings.REFRESH_TOKEN).isPresent()) {
            settings.require(
                    JmapStoreSettings.USERNAME, "A refresh token is that of one user: name him.");
        }
        return takes
                ? Optional.of(OAuthSettings.tokens(settings, NO_SCOPE, NO_SCOPE))
                : Optional.empty();
    }
}
