package io.mailcaravan.imap.settings;

import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.oauth.OAuthSettings;
import io.mailcaravan.oauth.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and checks what {@link ImapServerSettings} and {@link OAuthSettings} declare. */
public final class ImapServerConfiguration {

    private static final String MICROSOFT = "https://outlook.office365.com/.default";
    private static final String GOOGLE = "https://mail.google.com/";

    private ImapServerConfiguration() {}

    /**
     * Where the server is.
     *
     * @param host the setting that has its name
     */
    public static Server server(StoreSettings settings, Setting<String> host) {
        Tls tls = settings.get(ImapServerSettings.TLS);
        int timeout = settings.get(ImapServerSettings.TIMEOUT);
        return new Server(
                settings.get(host),
                settings.find(ImapServerSettings.PORT).orElse(tls == Tls.IMPLICIT ? 993 : 143),
                tls,
                Duration.ofSeconds(timeout),
                Duration.ofSeconds(
                        settings.find(ImapServerSettings.COMMAND_TIMEOUT)
                                .orElse(Math.min(10 * timeout, ImapServerSettings.LONGEST))));
    }

    /** Which certificates it may have. */
    public static Trust trust(StoreSettings settings) {
        return new Trust(
                settings.get(ImapServerSettings.VERIFY_CERTIFICATE),
                settings.get(ImapServerSettings.VERIFY_HOST_NAME),
                settings.find(ImapServerSettings.CA_FILE),
                settings.get(ImapServerSettings.CERTIFICATE_FINGERPRINT));
    }

    /**
     * Where tokens come from; empty where mailboxes sign in without.
     *
     * @param auth the setting that says how they sign in
     * @throws ConfigurationException where it is not said, or nothing uses what is said
     */
    public static Optional<Tokens> tokens(StoreSettings settings, Setting<AuthMethod> auth) {
        boolean takes = settings.get(auth).takesToken();
        Optional<Setting<?>> useless = OAuthSettings.firstSet(settings);
        if (!takes && useless.isPresent()) {
            throw new ConfigurationException(
                    settings.place(useless.get().key()),
                    "nothing uses it with auth=" + settings.text(auth).orElse("password"),
                    "Set auth=xoauth2 or oauthbearer, or remove it.");
        }
        if (settings.text(OAuthSettings.REFRESH_TOKEN).isPresent()) {
            settings.require(
                    ImapServerSettings.USERNAME, "A refresh token is that of one user: name him.");
        }
        return takes
                ? Optional.of(OAuthSettings.tokens(settings, MICROSOFT, GOOGLE))
                : Optional.empty();
    }

    /** Bytes that a message may have; 0 is as good as none. */
    public static OptionalLong appendLimit(StoreSettings settings) {
        return settings.find(ImapServerSettings.APPEND_LIMIT).stream()
                .filter(limit -> limit > 0)
                .mapToLong(Integer::longValue)
                .findFirst();
    }

    /**
     * @throws ConfigurationException where safety is given up, and nobody has allowed it
     */
    public static void checkSafety(ImapSettings client, StoreSettings settings) {
        if (settings.get(ImapServerSettings.ALLOW_INSECURE)) {
            return;
        }
        for (String key : client.insecure()) {
            throw new ConfigurationException(
                    settings.place(key),
                    "passwords and mail could be read or changed on the way",
                    "Remove it, or set "
                            + settings.fullKey(ImapServerSettings.ALLOW_INSECURE)
                            + "=true if the network is trusted.");
        }
    }
}
