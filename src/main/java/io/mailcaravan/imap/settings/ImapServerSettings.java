package io.mailcaravan.imap.settings;

import io.mailcaravan.config.Setting;
import io.mailcaravan.config.SettingType;
import io.mailcaravan.config.WrittenSetting;
import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be set of every store that talks IMAP. */
public final class ImapServerSettings {

    /** Seconds: a day. */
    public static final int LONGEST = 86_400;

    private static final String SECONDS = "seconds";

    public static final Setting<Integer> PORT =
            Setting.of("port", SettingType.number(1, 65_535))
                    .standardIs("993, or 143")
                    .meaning("143 where `tls` is `starttls` or `none`");

    public static final Setting<Tls> TLS =
            Setting.of("tls", SettingType.oneOf(Tls.values()))
                    .standard(Tls.IMPLICIT)
                    .meaning(
                            "`implicit`, `starttls` (required, never left out), `none` (needs"
                                    + " `allow-insecure`)");

    public static final Setting<Path> CA_FILE =
            Setting.of("ca-file", SettingType.file())
                    .standardIs("Java's list")
                    .meaning("PEM; only these authorities are trusted, for this store");

    public static final Setting<Boolean> VERIFY_CERTIFICATE =
            Setting.of("verify-certificate", SettingType.flag())
                    .standard(true)
                    .meaning("`false` needs `allow-insecure=true`, and is warned about");

    public static final Setting<Boolean> VERIFY_HOST_NAME =
            Setting.of("verify-host-name", SettingType.flag())
                    .standard(true)
                    .meaning("the same for the name in the certificate");

    public static final Setting<Set<String>> CERTIFICATE_FINGERPRINT =
            Setting.of(
                            "certificate-fingerprint",
                            SettingType.parsed("fingerprints", ImapServerSettings::fingerprints))
                    .standard(Set.of(), "none")
                    .meaning(
                            "`SHA-256:...` of the server's own certificate, more than one with"
                                    + " commas; that one is trusted, expired or for another name as"
                                    + " it may be, and no other. It is printed where a certificate"
                                    + " is refused; compare it with the server before you set it."
                                    + " Needs no `allow-insecure`")
                    .advice("Write SHA-256: and 64 hexadecimal digits, with or without colons.");

    public static final Setting<Boolean> ALLOW_INSECURE =
            Setting.of("allow-insecure", SettingType.flag())
                    .standard(false)
                    .meaning(
                            "allows what lets others on the network read and change mail and"
                                    + " passwords; only where the network is trusted");

    public static final Setting<String> USERNAME =
            Setting.of("username", SettingType.text()).meaning("of a store with one mailbox");

    public static final Setting<Secret> PASSWORD =
            Setting.of("password", SettingType.secret()).meaning("of that mailbox");

    public static final Setting<Integer> TIMEOUT =
            Setting.of("timeout", SettingType.number(1, LONGEST))
                    .standard(60)
                    .unit(SECONDS)
                    .meaning("for connecting, each read and each write");

    public static final Setting<Integer> COMMAND_TIMEOUT =
            Setting.of("command-timeout", SettingType.number(1, LONGEST))
                    .standardIs("10 times `timeout`")
                    .unit(SECONDS)
                    .meaning(
                            "that a command may wait for less than 64 KiB; then the connection is"
                                    + " given up, however often the server shows a sign of life");

    public static final Setting<Integer> APPEND_LIMIT =
            Setting.of("append-limit", SettingType.number(0, Integer.MAX_VALUE))
                    .standardIs("as announced")
                    .unit("bytes")
                    .meaning(
                            "that a message may have; larger ones are refused before they are sent");

    public static final Setting<Set<String>> DISABLE_EXTENSIONS =
            Setting.of("disable-extensions", SettingType.parsed("names", ImapServerSettings::names))
                    .standard(Set.of(), "none")
                    .meaning("capabilities taken as not announced: `MULTIAPPEND,LITERAL+`");

    public static final Setting<Compress> COMPRESS =
            Setting.of("compress", SettingType.oneOf(Compress.values()))
                    .standard(Compress.NEVER)
                    .meaning(
                            "COMPRESS=DEFLATE (RFC 4978): `auto` where offered, `always` (a server"
                                    + " without it is an error), `never`");

    private ImapServerSettings() {}

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
}
