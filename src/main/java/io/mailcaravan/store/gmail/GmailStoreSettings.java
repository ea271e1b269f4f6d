package io.mailcaravan.store.gmail;

import static io.mailcaravan.imap.settings.ImapServerSettings.ALLOW_INSECURE;
import static io.mailcaravan.imap.settings.ImapServerSettings.APPEND_LIMIT;
import static io.mailcaravan.imap.settings.ImapServerSettings.CA_FILE;
import static io.mailcaravan.imap.settings.ImapServerSettings.CERTIFICATE_FINGERPRINT;
import static io.mailcaravan.imap.settings.ImapServerSettings.COMMAND_TIMEOUT;
import static io.mailcaravan.imap.settings.ImapServerSettings.COMPRESS;
import static io.mailcaravan.imap.settings.ImapServerSettings.DISABLE_EXTENSIONS;
import static io.mailcaravan.imap.settings.ImapServerSettings.PASSWORD;
import static io.mailcaravan.imap.settings.ImapServerSettings.PORT;
import static io.mailcaravan.imap.settings.ImapServerSettings.TIMEOUT;
import static io.mailcaravan.imap.settings.ImapServerSettings.TLS;
import static io.mailcaravan.imap.settings.ImapServerSettings.USERNAME;
import static io.mailcaravan.imap.settings.ImapServerSettings.VERIFY_CERTIFICATE;
import static io.mailcaravan.imap.settings.ImapServerSettings.VERIFY_HOST_NAME;

import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.oauth.OAuthSettings;
import java.util.List;
import java.util.stream.Stream;

/** What can be set of a store at Gmail, in the order of its documentation. */
final class GmailStoreSettings {

    static final Setting<String> HOST =
            Setting.of("host", SettingType.text())
                    .standard("imap.gmail.com")
                    .meaning("the server's host name")
                    .advice("Leave it out.");

    static final Setting<AuthMethod> AUTH =
            Setting.of(
                            "auth",
                            SettingType.oneOf(
                                    AuthMethod.XOAUTH2,
                                    AuthMethod.OAUTHBEARER,
                                    AuthMethod.PASSWORD))
                    .standard(AuthMethod.XOAUTH2)
                    .meaning(
                            "`xoauth2` or `oauthbearer` (a token, by `oauth.*`), `password` (an app"
                                    + " password)");

    static final Setting<Integer> CONNECTIONS =
            Setting.of("connections", SettingType.number(1, 10_000))
                    .standard(64)
                    .unit("sessions")
                    .meaning("at once over all mailboxes; a further sign-in waits");

    /** Google's support article 7126229: up to 15 at once for an account. */
    static final Setting<Integer> CONNECTIONS_PER_MAILBOX =
            Setting.of("connections-per-mailbox", SettingType.number(2, 15))
                    .standard(10)
                    .unit("sessions")
                    .meaning(
                            "at once of each mailbox; Google allows 15, and the owner's mail"
                                    + " programs are among them");

    static final List<Setting<?>> ALL =
            Stream.concat(
                            Stream.<Setting<?>>of(
                                    HOST,
                                    PORT,
                                    TLS,
                                    CA_FILE,
                                    VERIFY_CERTIFICATE,
                                    VERIFY_HOST_NAME,
                                    CERTIFICATE_FINGERPRINT,
                                    ALLOW_INSECURE,
                                    AUTH,
                                    USERNAME,
                                    PASSWORD,
                                    CONNECTIONS,
                                    CONNECTIONS_PER_MAILBOX,
                                    TIMEOUT,
                                    COMMAND_TIMEOUT,
                                    APPEND_LIMIT,
                                    DISABLE_EXTENSIONS,
                                    COMPRESS),
                            OAuthSettings.ALL.stream())
                    .toList();

    private GmailStoreSettings() {}
}
