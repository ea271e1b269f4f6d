package io.mailcaravan.store.imap;

import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.WrittenSetting;
import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.oauth.OAuthSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be set of an IMAP store, in the order of its documentation. */
public final class ImapStoreSettings {

    /** Seconds: a day. */
    static final int LONGEST = 86_400;

    private static final String SECONDS = "seconds";

    static final Setting<String> HOST =
            Setting.of("host", SettingType.text())
                    .required()
                    .meaning("the server's host name")
                    .advice("Set it to the server's host name.");

    static final Setting<Integer> PORT =
            Setting.of("port", SettingType.number(1, 65_535))
                    .standardIs("993, or 143")
                    .meaning("143 where `tls` is `starttls` or `none`");

    public static final Setting<Tls> TLS =
            Setting.of("tls", SettingType.oneOf(Tls.values()))
                    .standard(Tls.IMPLICIT)
                    .meaning(
                            "`implicit`, `starttls` (required, never left out), `none` (needs"
                                    + " `allow-insecure`)");

    static final Setting<Path> CA_FILE =
            Setting.of("ca-file", SettingType.file())
                    .standardIs("Java's list")
                    .meaning("PEM; only these authorities are trusted, for this store");

    static final Setting<Boolean> VERIFY_CERTIFICATE =
            Setting.of("verify-certificate", SettingType.flag())
                    .standard(true)
                    .meaning("`false` needs `allow-insecure=true`, and is warned about");

    static final Setting<Boolean> VERIFY_HOST_NAME =
            Setting.of("verify-host-name", SettingType.flag())
                    .standard(true)
                    .meaning("the same for the name in the certificate");

    static final Setting<Set<String>> CERTIFICATE_FINGERPRINT =
            Setting.of(
                            "certificate-fingerprint",
                            SettingType.parsed("fingerprints", ImapStoreSettings::fingerprints))
                    .standard(Set.of(), "none")
                    .meaning(
                            "`SHA-256:...` of the server's own certificate, more than one with"
                                    + " commas; that one is trusted, expired or for another name as"
                                    + " it may be, and no other. It is printed where a certificate"
                                    + " is refused; compare it with the server before you set it."
                                    + " Needs no `allow-insecure`")
                    .advice("Write SHA-256: and 64 hexadecimal digits, with or without colons.");

    static final Setting<Boolean> ALLOW_INSECURE =
            Setting.of("allow-insecure", SettingType.flag())
                    .standard(false)
                    .meaning(
                            "allows what lets others on the network read and change mail and"
                                    + " passwords; only where the network is trusted");

    static final Setting<AuthMethod> AUTH =
            Setting.of("auth", SettingType.oneOf(AuthMethod.values()))
                    .standard(AuthMethod.PASSWORD)
                    .meaning(
                            "`password`, `master-user` (`MAILBOX*ADMIN`), `authzid` (SASL PLAIN,"
                                    + " administrator acts for the mailbox), `xoauth2` or"
                                    + " `oauthbearer` (a token, by `oauth.*`)");

    static final Setting<String> USERNAME =
            Setting.of("username", SettingType.text()).meaning("of a store with one mailbox");

    static final Setting<Secret> PASSWORD =
            Setting.of("password", SettingType.secret()).meaning("of that mailbox");

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

    static final Setting<Integer> TIMEOUT =
            Setting.of("timeout", SettingType.number(1, LONGEST))
                    .standard(60)
                    .unit(SECONDS)
                    .meaning("for connecting, each read and each write");

    static final Setting<Integer> COMMAND_TIMEOUT =
            Setting.of("command-timeout", SettingType.number(1, LONGEST))
                    .standardIs("10 times `timeout`")
                    .unit(SECONDS)
                    .meaning(
                            "that a command may wait for less than 64 KiB; then the connection is"
                                    + " given up, however often the server shows a sign of life");

    static final Setting<ServerPreset> PRESET =
            Setting.of("preset", SettingType.oneOf(ServerPreset.values()))
                    .standard(ServerPreset.AUTO)
                    .meaning(
                            "what is known of such a server ([presets](#presets)): `exchange`,"
                                    + " `microsoft365`, `gmail`; `auto`: as it shows itself, `none`:"
                                    + " nothing, whatever it shows");

    static final Setting<Integer> APPEND_LIMIT =
            Setting.of("append-limit", SettingType.number(0, Integer.MAX_VALUE))
                    .standardIs("as announced")
                    .unit("bytes")
                    .meaning(
                            "that a message may have; larger ones are refused before they are sent");

    static final Setting<Set<String>> DISABLE_EXTENSIONS =
            Setting.of("disable-extensions", SettingType.parsed("names", ImapStoreSettings::names))
                    .standard(Set.of(), "none")
                    .meaning("capabilities taken as not announced: `MULTIAPPEND,LITERAL+`");

    static final Setting<Compress> COMPRESS =
            Setting.of("compress", SettingType.oneOf(Compress.values()))
                    .standard(Compress.NEVER)
                    .meaning(
                            "COMPRESS=DEFLATE (RFC 4978): `auto` where offered, `always` (a server"
                                    + " without it is an error), `never`");

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

    private static Set<String> fingerprints(WrittenSetting written) {
        Set<String> fingerprints = new HashSet<>();
        for (String text : written.text().split("[,\\s]+")) {
            if (text.isEmpty()) {
                continue;
            }
            String digits = text.replaceFirst("(?i)^sha-?256:", "").replace(":", "");
            if (!digits.matches("[0-9A-Fa-f]{64}")) {
                throw written.wrong("'" + text + "' is no SHA-256 fingerprint");
            }
            fingerprints.add(Trust.fingerprint(AsciiCase.upper(digits)));
        }
        return Set.copyOf(fingerprints);
    }

    private static Set<String> names(WrittenSetting list) {
        return Arrays.stream(list.text().split(","))
                .map(name -> AsciiCase.upper(name.trim()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

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
