package io.mailcaravan.store.gmail;

import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.imap.settings.ImapServerConfiguration;
import io.mailcaravan.imap.settings.ImapServerSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The settings of one store at Gmail, checked.
 *
 * @param connections most sessions at once, over all mailboxes
 * @param connectionsPerMailbox most sessions at once, of each mailbox
 */
record GmailStoreConfiguration(ImapSettings client, int connections, int connectionsPerMailbox) {

    /** What Gmail announces; where it does not, it has the limit all the same. */
    private static final long APPEND_LIMIT = 35_651_584;

    /**
     * Labels are told in modified UTF-7; what becomes of them where names are UTF-8 is written
     * nowhere.
     */
    private static final String UTF8 = "UTF8=ACCEPT";

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigurationException for the first one that is missing or wrong
     */
    static GmailStoreConfiguration of(StoreSettings settings) {
        ImapSettings client =
                new ImapSettings(
                        settings.name(),
                        ImapServerConfiguration.server(settings, GmailStoreSettings.HOST),
                        ImapServerConfiguration.trust(settings),
                        signIn(settings),
                        dialect(settings));
        ImapServerConfiguration.checkSafety(client, settings);
        return new GmailStoreConfiguration(
                client,
                settings.get(GmailStoreSettings.CONNECTIONS),
                settings.get(GmailStoreSettings.CONNECTIONS_PER_MAILBOX));
    }

    private static SignInSettings signIn(StoreSettings settings) {
        return new SignInSettings(
                settings.name(),
                settings.get(GmailStoreSettings.AUTH),
                settings.find(ImapServerSettings.USERNAME),
                settings.find(ImapServerSettings.PASSWORD),
                Optional.empty(),
                Optional.empty(),
                "*",
                ImapServerConfiguration.tokens(settings, GmailStoreSettings.AUTH));
    }

    private static Dialect dialect(StoreSettings settings) {
        OptionalLong set = ImapServerConfiguration.appendLimit(settings);
        Set<String> disabled = new HashSet<>(settings.get(ImapServerSettings.DISABLE_EXTENSIONS));
        disabled.add(UTF8);
        return new Dialect(
                ServerPreset.LABELS,
                set.isPresent() ? set : OptionalLong.of(APPEND_LIMIT),
                Set.copyOf(disabled),
                Optional.of(Flags.NONE),
                settings.get(ImapServerSettings.COMPRESS));
    }
}
