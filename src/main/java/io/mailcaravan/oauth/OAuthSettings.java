package io.mailcaravan.oauth;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.config.WrittenSetting;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What can be set of a store's tokens, in the order of its documentation. */
public final class OAuthSettings {

    private static final String MICROSOFT =
            "https://login.microsoftonline.com/%s/oauth2/v2.0/token";

    static final Setting<String> TENANT =
            Setting.of("oauth.tenant", SettingType.parsed("tenant", OAuthSettings::tenant))
                    .meaning("of Microsoft, by its ID or a domain; sets `oauth.token-url`");

    static final Setting<URI> TOKEN_URL =
            Setting.of("oauth.token-url", SettingType.parsed("address", OAuthSettings::address))
                    .standardIs("of `oauth.tenant`")
                    .meaning("where tokens are given, `https:`")
                    .advice("Write the token endpoint's address: https://HOST/PATH.");

    static final Setting<String> CLIENT_ID =
            Setting.of("oauth.client-id", SettingType.text())
                    .meaning("the application, as it is registered at the provider");

    static final Setting<Secret> CLIENT_SECRET =
            Setting.of("oauth.client-secret", SettingType.secret()).meaning("its secret");

    static final Setting<Path> CLIENT_CERTIFICATE =
            Setting.of("oauth.client-certificate", SettingType.file())
                    .meaning(
                            "in place of a secret: a PEM file with its certificate and RSA key"
                                    + " (PKCS #8)");

    static final Setting<Path> SERVICE_ACCOUNT_FILE =
            Setting.of("oauth.service-account-file", SettingType.file())
                    .meaning(
                            "the JSON key file of a service account of Google that acts for each"
                                    + " mailbox (domain-wide delegation)");

    public static final Setting<Secret> REFRESH_TOKEN =
            Setting.of("oauth.refresh-token", SettingType.secret())
                    .meaning("what the one user of the store has consented to");

    static final Setting<Secret> ACCESS_TOKEN =
            Setting.of("oauth.access-token", SettingType.secret())
                    .meaning("a token from elsewhere; nobody renews it");

    static final Setting<Path> ACCESS_TOKEN_FILE =
            Setting.of("oauth.access-token-file", SettingType.path())
                    .meaning(
                            "a file with a token that somebody else renews; read for each sign-in");

    static final Setting<String> SCOPE =
            Setting.of("oauth.scope", SettingType.text())
                    .standardIs("IMAP at Microsoft and Google, else none")
                    .meaning("what the token is to be good for; several with spaces");

    static final Setting<Path> CA_FILE =
            Setting.of("oauth.ca-file", SettingType.file())
                    .standardIs("Java's list")
                    .meaning("PEM; only these authorities are trusted, for the token endpoint");

    public static final List<Setting<?>> ALL =
            List.of(
                    TENANT,
                    TOKEN_URL,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    CLIENT_CERTIFICATE,
                    SERVICE_ACCOUNT_FILE,
                    REFRESH_TOKEN,
                    ACCESS_TOKEN,
                    ACCESS_TOKEN_FILE,
                    SCOPE,
                    CA_FILE);

    private OAuthSettings() {}

    /**
     * Where the store's tokens come from.
     *
     * @param microsoft the scope where {@code oauth.tenant} is set
     * @param google the scope for a service account
     * @throws ConfigurationException where it is not said, or twice
     */
    public static Tokens tokens(StoreSettings settings, String microsoft, String google) {
        return new Tokens(
                new TokenSources(settings, microsoft, google, Clock.systemUTC()).source(),
                Clock.systemUTC());
    }

    /** Whether one of them is set, so that a store without tokens can refuse it. */
    public static Optional<Setting<?>> firstSet(StoreSettings settings) {
        return ALL.stream().filter(one -> settings.text(one).isPresent()).findFirst();
    }

    /** The endpoint of a tenant of Microsoft. */
    static URI microsoft(String tenant) {
        return URI.create(MICROSOFT.formatted(tenant));
    }

    private static String tenant(WrittenSetting written) {
        if (!written.text().matches("[A-Za-z0-9.-]+")) {
            throw written.wrong(
                    written.quoted() + " is no tenant", "Write its ID, or a domain of it.");
        }
        return written.text();
    }

    private static URI address(WrittenSetting written) {
        try {
            URI address = new URI(written.text());
            if (!TokenEndpoint.isSafe(address)) {
                throw written.wrong(
                        written.quoted()
                                + " is no https address; secrets and tokens are sent there");
            }
            return address;
        } catch (URISyntaxException e) {
            throw written.wrong(written.quoted() + " is no address");
        }
    }
}
