package io.mailcaravan.oauth;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.tls.Authorities;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds which of the ways to tokens a store's settings name, and checks that what it needs is
 * there.
 *
 * @param microsoft the scope where a tenant is set
 * @param google the scope for a service account
 */
record TokenSources(StoreSettings settings, String microsoft, String google, Clock clock) {

    private static final Duration CONNECT = Duration.ofSeconds(30);

    /** Each names a way of its own, where it is set. */
    private static final List<Setting<?>> WAYS =
            List.of(
                    OAuthSettings.SERVICE_ACCOUNT_FILE,
                    OAuthSettings.REFRESH_TOKEN,
                    OAuthSettings.ACCESS_TOKEN,
                    OAuthSettings.ACCESS_TOKEN_FILE);

    private static final Set<Setting<?>> OF_A_CLIENT =
            Set.of(
                    OAuthSettings.TENANT,
                    OAuthSettings.TOKEN_URL,
                    OAuthSettings.CLIENT_ID,
                    OAuthSettings.CLIENT_SECRET,
                    OAuthSettings.CLIENT_CERTIFICATE,
                    OAuthSettings.SCOPE,
                    OAuthSettings.CA_FILE);

    private static final Map<Setting<?>, Set<Setting<?>>> USED_BY =
            Map.of(
                    OAuthSettings.SERVICE_ACCOUNT_FILE,
                    Set.of(OAuthSettings.SCOPE, OAuthSettings.CA_FILE),
                    OAuthSettings.ACCESS_TOKEN,
                    Set.of(),
                    OAuthSettings.ACCESS_TOKEN_FILE,
                    Set.of());

    TokenSource source() {
        List<Setting<?>> ways =
                WAYS.stream().filter(way -> settings.text(way).isPresent()).toList();
        if (ways.size() > 1) {
            throw new ConfigurationException(
                    settings.place(ways.get(1).key()),
                    ways.get(0).key() + " says already where tokens come from",
                    "Remove one of them.");
        }
        refuseUnused(ways);
        Optional<Secret> given = settings.find(OAuthSettings.ACCESS_TOKEN);
        Optional<Path> file = settings.find(OAuthSettings.ACCESS_TOKEN_FILE);
        if (given.isPresent()) {
            AccessToken token = new AccessToken(given.get(), clock.instant(), Optional.empty());
            return new FixedToken(token);
        }
        if (file.isPresent()) {
            return new FileToken(settings.name(), file.get(), clock);
        }
        return new EndpointGrant(
                settings.name(),
                new TokenEndpoint(settings.name(), client(), TokenEndpoint.PATIENCE),
                form(),
                clock);
    }

    /** Else somebody looks at one identity while another signs in. */
    private void refuseUnused(List<Setting<?>> ways) {
        Setting<?> way = ways.isEmpty() ? OAuthSettings.CLIENT_SECRET : ways.get(0);
        Set<Setting<?>> used = new HashSet<>(USED_BY.getOrDefault(way, OF_A_CLIENT));
        used.add(way);
        for (Setting<?> setting : OAuthSettings.ALL) {
            if (settings.text(setting).isPresent() && !used.contains(setting)) {
                throw new ConfigurationException(
                        settings.place(setting.key()),
                        "nothing uses it beside " + way.key(),
                        "Remove one of them.");
            }
        }
        boolean both =
                settings.text(OAuthSettings.CLIENT_SECRET).isPresent()
                        && settings.text(OAuthSettings.CLIENT_CERTIFICATE).isPresent();
        if (both) {
            throw new ConfigurationException(
                    settings.place(OAuthSettings.CLIENT_CERTIFICATE.key()),
                    "oauth.client-secret says already what the application signs in with",
                    "Remove one of them.");
        }
    }

    private GrantForm form() {
        Optional<Path> account = settings.find(OAuthSettings.SERVICE_ACCOUNT_FILE);
        if (account.isPresent()) {
            String scope = settings.find(OAuthSettings.SCOPE).orElse(google);
            return read(
                    OAuthSettings.SERVICE_ACCOUNT_FILE,
                    () -> ServiceAccount.read(account.get(), scope));
        }
        ClientIdentity client = identity();
        Optional<String> scope =
                settings.find(OAuthSettings.SCOPE)
                        .or(() -> settings.find(OAuthSettings.TENANT).map(tenant -> microsoft));
        Optional<Secret> refresh = settings.find(OAuthSettings.REFRESH_TOKEN);
        if (refresh.isPresent()) {
            return new RefreshGrant(settings.name(), client, scope, refresh.get());
        }
        if (client.secret().isEmpty() && client.key().isEmpty()) {
            throw new ConfigurationException(
                    settings.place(OAuthSettings.CLIENT_SECRET.key()),
                    "nothing says what the application signs in with",
                    "Set it, oauth.client-certificate, or one of "
                            + WAYS.stream().map(Setting::key).collect(Collectors.joining(", "))
                            + ".");
        }
        return new ClientCredentials(client, scope);
    }

    private ClientIdentity identity() {
        URI endpoint =
                settings.find(OAuthSettings.TOKEN_URL)
                        .or(() -> settings.find(OAuthSettings.TENANT).map(OAuthSettings::microsoft))
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                settings.place(OAuthSettings.TOKEN_URL.key()),
                                                "is missing",
                                                "Set it, or oauth.tenant for Microsoft."));
        settings.require(OAuthSettings.CLIENT_ID, "It is needed for tokens.");
        return new ClientIdentity(
                endpoint,
                settings.find(OAuthSettings.CLIENT_ID).orElseThrow(),
                settings.find(OAuthSettings.CLIENT_SECRET),
                settings.find(OAuthSettings.CLIENT_CERTIFICATE)
                        .map(
                                pem ->
                                        read(
                                                OAuthSettings.CLIENT_CERTIFICATE,
                                                () -> CertificateKey.read(pem))));
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
        Optional<Path> authorities = settings.find(OAuthSettings.CA_FILE);
        if (authorities.isPresent()) {
            builder.sslContext(
                    Authorities.context(authorities, settings.place(OAuthSettings.CA_FILE.key())));
        }
        return builder.build();
    }

    /** What is wrong with a file that somebody has to look into names its setting. */
    private <T> T read(Setting<Path> setting, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    settings.place(setting.key()),
                    settings.find(setting).orElseThrow() + ": " + e.getMessage(),
                    "Look at the file.");
        }
    }
}
