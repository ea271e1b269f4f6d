package io.mailcaravan.store.imap;

import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.oauth.OAuthSettings;
import io.mailcaravan.oauth.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings of one IMAP store, checked.
 *
 * @param connections most sessions at once, over all mailboxes
 */
record ImapStoreConfiguration(ImapSettings client, int connections) {

    private static final String MICROSOFT = "https://outlook.office365.com/.default";
    private static final String GOOGLE = "https://mail.google.com/";

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigurationException for the first one that is missing or wrong
     */
    public static ImapStoreConfiguration of(StoreSettings settings) {
        ImapSettings client =
                new ImapSettings(
                        settings.name(),
                        server(settings),
                        trust(settings),
                        signIn(settings),
                        dialect(settings));
        checkSafety(client, settings);
        checkAdmin(client, settings);
        return new ImapStoreConfiguration(client, settings.get(ImapStoreSettings.CONNECTIONS));
    }

    private static Server server(StoreSettings settings) {
        Tls tls = settings.get(ImapStoreSettings.TLS);
        int timeout = settings.get(ImapStoreSettings.TIMEOUT);
        return new Server(
                settings.get(ImapStoreSettings.HOST),
                settings.find(ImapStoreSettings.PORT).orElse(tls == Tls.IMPLICIT ? 993 : 143),
                tls,
                Duration.ofSeconds(timeout),
                Duration.ofSeconds(
                        settings.find(ImapStoreSettings.COMMAND_TIMEOUT)
                                .orElse(Math.min(10 * timeout, ImapStoreSettings.LONGEST))));
    }

    private static Trust trust(StoreSettings settings) {
        return new Trust(
                settings.get(ImapStoreSettings.VERIFY_CERTIFICATE),
                settings.get(ImapStoreSettings.VERIFY_HOST_NAME),
                settings.find(ImapStoreSettings.CA_FILE),
                settings.get(ImapStoreSettings.CERTIFICATE_FINGERPRINT));
    }

    private static SignInSettings signIn(StoreSettings settings) {
        return new SignInSettings(
                settings.name(),
                settings.get(ImapStoreSettings.AUTH),
                settings.find(ImapStoreSettings.USERNAME),
                settings.find(ImapStoreSettings.PASSWORD),
                settings.find(ImapStoreSettings.ADMIN_USERNAME),
                settings.find(ImapStoreSettings.ADMIN_PASSWORD),
                settings.get(ImapStoreSettings.MASTER_SEPARATOR),
                tokens(settings));
    }

    private static Optional<Tokens> tokens(StoreSettings settings) {
        boolean takes = settings.get(ImapStoreSettings.AUTH).takesToken();
        Optional<Setting<?>> useless = OAuthSettings.firstSet(settings);
        if (!takes && useless.isPresent()) {
            throw new ConfigurationException(
                    settings.place(useless.get().key()),
                    "nothing uses it with auth="
                            + settings.text(ImapStoreSettings.AUTH).orElse("password"),
                    "Set auth=xoauth2 or oauthbearer, or remove it.");
        }
        if (settings.text(OAuthSettings.REFRESH_TOKEN).isPresent()) {
            settings.require(
                    ImapStoreSettings.USERNAME, "A refresh token is that of one user: name him.");
        }
        return takes
                ? Optional.of(OAuthSettings.tokens(settings, MICROSOFT, GOOGLE))
                : Optional.empty();
    }

    private static Dialect dialect(StoreSettings settings) {
        return new Dialect(
                settings.get(ImapStoreSettings.PRESET),
                appendLimit(settings),
                settings.get(ImapStoreSettings.DISABLE_EXTENSIONS),
                settings.get(ImapStoreSettings.STORE_FLAGS_AFTER_APPEND),
                settings.get(ImapStoreSettings.COMPRESS));
    }

    private static void checkSafety(ImapSettings client, StoreSettings settings) {
        if (settings.get(ImapStoreSettings.ALLOW_INSECURE)) {
            return;
        }
        for (String key : client.insecure()) {
            throw new ConfigurationException(
                    settings.place(key),
                    "passwords and mail could be read or changed on the way",
                    "Remove it, or set "
                            + settings.fullKey(ImapStoreSettings.ALLOW_INSECURE)
                            + "=true if the network is trusted.");
        }
    }

    private static void checkAdmin(ImapSettings client, StoreSettings settings) {
        if (!client.signIn().takesAdmin()) {
            return;
        }
        String advice =
                "It is needed by auth=" + settings.text(ImapStoreSettings.AUTH).orElse("") + ".";
        settings.require(ImapStoreSettings.ADMIN_USERNAME, advice);
        settings.require(ImapStoreSettings.ADMIN_PASSWORD, advice);
    }

    /** 0 is as good as none. */
    private static OptionalLong appendLimit(StoreSettings settings) {
        return settings.find(ImapStoreSettings.APPEND_LIMIT).stream()
                .filter(limit -> limit > 0)
                .mapToLong(Integer::longValue)
                .findFirst();
    }
}
