package io.mailcaravan.store.imap;

import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.imap.settings.ImapServerConfiguration;
import io.mailcaravan.imap.settings.ImapServerSettings;
import io.mailcaravan.mailbox.ConfigurationException;

/**
 * The settings of one IMAP store, checked.
 *
 * @param connections most sessions at once, over all mailboxes
 */
record ImapStoreConfiguration(ImapSettings client, int connections) {

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigurationException for the first one that is missing or wrong
     */
    public static ImapStoreConfiguration of(StoreSettings settings) {
        ImapSettings client =
                new ImapSettings(
                        settings.name(),
                        ImapServerConfiguration.server(settings, ImapStoreSettings.HOST),
                        ImapServerConfiguration.trust(settings),
                        signIn(settings),
                        dialect(settings));
        ImapServerConfiguration.checkSafety(client, settings);
        checkAdmin(client, settings);
        return new ImapStoreConfiguration(client, settings.get(ImapStoreSettings.CONNECTIONS));
    }

    private static SignInSettings signIn(StoreSettings settings) {
        return new SignInSettings(
                settings.name(),
                settings.get(ImapStoreSettings.AUTH),
                settings.find(ImapServerSettings.USERNAME),
                settings.find(ImapServerSettings.PASSWORD),
                settings.find(ImapStoreSettings.ADMIN_USERNAME),
                settings.find(ImapStoreSettings.ADMIN_PASSWORD),
                settings.get(ImapStoreSettings.MASTER_SEPARATOR),
                ImapServerConfiguration.tokens(settings, ImapStoreSettings.AUTH));
    }

    private static Dialect dialect(StoreSettings settings) {
        return new Dialect(
                settings.get(ImapStoreSettings.PRESET),
                ImapServerConfiguration.appendLimit(settings),
                settings.get(ImapServerSettings.DISABLE_EXTENSIONS),
                settings.get(ImapStoreSettings.STORE_FLAGS_AFTER_APPEND),
                settings.get(ImapServerSettings.COMPRESS));
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
}
