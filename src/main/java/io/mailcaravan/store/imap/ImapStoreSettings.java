package io.mailcaravan.store.imap;

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
import io.mailcaravan.config.WrittenSetting;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.oauth.OAuthSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be set of an IMAP store, in the order of its documentation. */
public final class ImapStoreSettings {

    static final Setting<String> HOST =
            Setting.of("host", SettingType.text())
                    .required()
                    .meaning("the server's host name")
                    .advice("Set it to the server's host name.");

    static final Setting<AuthMethod> AUTH =
            Setting.of("auth", SettingType.oneOf(AuthMethod.values()))
                    .standard(AuthMethod.PASSWORD)
                    .meaning(
                            "`password`, `master-user` (`MAILBOX*ADMIN`), `authzid` (SASL PLAIN,"
                                    + " administrator acts for the mailbox), `xoauth2` or"
                                    + " `oauthbearer` (a token, by `oauth.*`)");

    static final Setting<String> ADMIN_USERNAME =
            Setting.of("admin-username", SettingType.text())
                    .meaning("who signs in for `master-user` and `authzid`");

    static final Setting<Secret> ADMIN_PASSWORD =
            Setting.of("admin-password", SettingType.secret()).meaning("that administrator's");

    static final Setting<String> MASTER_SEPARATOR =
            Setting.of("master-separator", SettingType.text())
                    .standard("*")
                    .meaning("between mailbox and administrator for `master-user`");

    static final Setting<Integer> CONNECTIONS =
            Setting.of("connections", SettingType.number(1, 10_000))
                    .standard(16)
                    .unit("sessions")
                    .meaning("at once over all mailboxes; a further sign-in waits");

    static final Setting<ServerPreset> PRESET =
            Setting.of(
                            "preset",
                            SettingType.oneOf(
                                    ServerPreset.AUTO,
                                    ServerPreset.NONE,
                                    ServerPreset.EXCHANGE,
                                    ServerPreset.MICROSOFT365,
                                    ServerPreset.GMAIL))
                    .standard(ServerPreset.AUTO)
                    .meaning(
                            "what is known of such a server ([presets](#presets)): `exchange`,"
                                    + " `microsoft365`, `gmail`; `auto`: as it shows itself, `none`:"
                                    + " nothing, whatever it shows");

    /** Empty: as the preset has it. */
    static final Setting<Optional<Flags>> STORE_FLAGS_AFTER_APPEND =
            Setting.of(
                            "store-flags-after-append",
                            SettingType.parsed("flags", ImapStoreSettings::flags))
                    .standard(Optional.empty(), "`auto`")
                    .meaning(
                            "flags stored once more after APPEND; `auto`: as the `preset` has"
                                    + " it; `none`")
                    .advice("Use auto, none, or flags such as \\Flagged.");

    private static final List<Setting<?>> OWN =
            List.of(
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
                    ADMIN_USERNAME,
                    ADMIN_PASSWORD,
                    MASTER_SEPARATOR,
                    CONNECTIONS,
                    TIMEOUT,
                    COMMAND_TIMEOUT,
                    PRESET,
                    APPEND_LIMIT,
                    DISABLE_EXTENSIONS,
                    COMPRESS,
                    STORE_FLAGS_AFTER_APPEND);

    static final List<Setting<?>> ALL =
            Stream.concat(OWN.stream(), OAuthSettings.ALL.stream()).toList();

    private ImapStoreSettings() {}

    private static Optional<Flags> flags(WrittenSetting written) {
        return switch (written.text()) {
            case "auto" -> Optional.empty();
            case "none" -> Optional.of(Flags.NONE);
            default -> {
                Flags flags = Flags.parse(written.text().replace(',', ' '));
                if (flags.isEmpty()) {
                    throw written.wrong(written.quoted() + " names no flag that can be set");
                }
                for (Keyword keyword : flags.keywords()) {
                    SystemFlag.withoutBackslash(keyword.name())
                            .ifPresent(
                                    meant -> {
                                        throw written.wrong(
                                                "'" + keyword + "' would be a keyword",
                                                "Did you mean '" + meant.text() + "'?");
                                    });
                }
                yield Optional.of(flags);
            }
        };
    }
}
