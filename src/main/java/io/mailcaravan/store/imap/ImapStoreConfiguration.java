package io.mailcaravan.store.imap;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.ImapSettings.Account;
import io.mailcaravan.imap.ImapSettings.Auth;
import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of one IMAP store, checked.
 *
 * @param connections most sessions at once, over all mailboxes
 */
record ImapStoreConfiguration(ImapSettings client, int connections) {

    /** Seconds: a day. */
    private static final int LONGEST = 86_400;

    private static final Set<String> KEYS =
            Set.of(
                    "type",
                    "host",
                    "port",
                    "tls",
                    "allow-insecure",
                    "verify-certificate",
                    "verify-host-name",
                    "ca-file",
                    "certificate-fingerprint",
                    "auth",
                    "username",
                    "password",
                    "admin-username",
                    "admin-password",
                    "master-separator",
                    "connections",
                    "timeout",
                    "command-timeout",
                    "append-limit",
                    "disable-extensions",
                    "store-flags-after-append",
                    "compress");

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigurationException for the first one that is missing, unknown or wrong
     */
    public static ImapStoreConfiguration of(StoreSettings settings) {
        settings.checkKeys(KEYS);
        ImapSettings client =
                new ImapSettings(
                        settings.name(),
                        server(settings),
                        trust(settings),
                        account(settings),
                        dialect(settings));
        checkSafety(client, settings);
        checkAdmin(client.account().auth(), settings);
        return new ImapStoreConfiguration(client, settings.number("connections", 16, 1, 10_000));
    }

    private static Server server(StoreSettings settings) {
        Tls tls = settings.oneOf("tls", Tls.IMPLICIT);
        int timeout = settings.number("timeout", 60, 1, LONGEST);
        return new Server(
                settings.required("host", "Set it to the server's host name."),
                settings.number("port", tls == Tls.IMPLICIT ? 993 : 143, 1, 65535),
                tls,
                Duration.ofSeconds(timeout),
                Duration.ofSeconds(
                        settings.number(
                                "command-timeout", Math.min(10 * timeout, LONGEST), 1, LONGEST)));
    }

    private static Trust trust(StoreSettings settings) {
        return new Trust(
                settings.flag("verify-certificate", true),
                settings.flag("verify-host-name", true),
                settings.file("ca-file"),
                fingerprints(settings));
    }

    private static Account account(StoreSettings settings) {
        return new Account(
                settings.oneOf("auth", Auth.PASSWORD),
                settings.text("username"),
                settings.secret("password"),
                settings.text("admin-username"),
                settings.secret("admin-password"),
                settings.text("master-separator", "*"));
    }

    private static Dialect dialect(StoreSettings settings) {
        return new Dialect(
                appendLimit(settings),
                names(settings.text("disable-extensions", "")),
                flags(settings),
                settings.oneOf("compress", Compress.NEVER));
    }

    private static void checkSafety(ImapSettings client, StoreSettings settings) {
        if (settings.flag("allow-insecure", false)) {
            return;
        }
        for (String key : client.insecure()) {
            throw new ConfigurationException(
                    settings.place(key),
                    "passwords and mail could be read or changed on the way",
                    "Remove it, or set "
                            + settings.place("allow-insecure")
                            + "=true if the network is trusted.");
        }
    }

    private static void checkAdmin(Auth auth, StoreSettings settings) {
        if (auth == Auth.PASSWORD) {
            return;
        }
        String advice = "It is needed by auth=" + settings.text("auth", "") + ".";
        settings.required("admin-username", advice);
        settings.required("admin-password", advice);
    }

    private static Set<String> fingerprints(StoreSettings settings) {
        String key = "certificate-fingerprint";
        Set<String> fingerprints = new HashSet<>();
        for (String text : settings.text(key, "").split("[,\\s]+")) {
            if (text.isEmpty()) {
                continue;
            }
            String digits = text.replaceFirst("(?i)^sha-?256:", "").replace(":", "");
            if (!digits.matches("[0-9A-Fa-f]{64}")) {
                throw new ConfigurationException(
                        settings.place(key),
                        "'" + text + "' is no SHA-256 fingerprint",
                        "Write SHA-256: and 64 hexadecimal digits, with or without colons.");
            }
            fingerprints.add(Trust.fingerprint(AsciiCase.upper(digits)));
        }
        return Set.copyOf(fingerprints);
    }

    private static OptionalLong appendLimit(StoreSettings settings) {
        int limit = settings.number("append-limit", 0, 0, Integer.MAX_VALUE);
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(name -> AsciiCase.upper(name.trim()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Flags> flags(StoreSettings settings) {
        String key = "store-flags-after-append";
        String text = settings.text(key, "auto");
        return switch (text) {
            case "auto" -> Optional.empty();
            case "none" -> Optional.of(Flags.NONE);
            default -> {
                Flags flags = Flags.parse(text.replace(',', ' '));
                if (flags.isEmpty()) {
                    throw new ConfigurationException(
                            settings.place(key),
                            "'" + text + "' names no flag that can be set",
                            "Use auto, none, or flags such as \\Flagged.");
                }
                for (Keyword keyword : flags.keywords()) {
                    SystemFlag.withoutBackslash(keyword.name())
                            .ifPresent(
                                    meant -> {
                                        throw new ConfigurationException(
                                                settings.place(key),
                                                "'" + keyword + "' would be a keyword",
                                                "Did you mean '" + meant.text() + "'?");
                                    });
                }
                yield Optional.of(flags);
            }
        };
    }
}
