package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of one IMAP store, checked.
 *
 * @param caFile certificate authorities in PEM, trusted instead of the usual ones
 * @param certificateFingerprints SHA-256 of the certificates that are trusted whatever they say, in
 *     the form of {@link CertificateWords#fingerprint}; empty: they are checked
 * @param username the one mailbox's own sign-in name; empty where the mailbox's name is it
 * @param password of the one mailbox
 * @param connections most sessions at once, over all mailboxes
 * @param connectionsPerMailbox most sessions at once to one mailbox; for whoever opens them
 * @param timeout for connecting, for each read and for each write
 * @param commandTimeout how long a command may take without progress
 * @param appendLimit bytes; overrides what the server announces
 * @param disabledExtensions capabilities to be treated as not announced, in capitals
 * @param flagsAfterAppend flags to be stored again after APPEND; empty: decided by the server's
 *     greeting
 * @param compress whether both sides compress what they send
 */
public record ImapStoreConfiguration(
        String name,
        String host,
        int port,
        Tls tls,
        boolean verifyCertificate,
        boolean verifyHostName,
        Optional<Path> caFile,
        Set<String> certificateFingerprints,
        Auth auth,
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> adminUsername,
        Optional<Secret> adminPassword,
        String masterSeparator,
        int connections,
        int connectionsPerMailbox,
        Duration timeout,
        Duration commandTimeout,
        OptionalLong appendLimit,
        Set<String> disabledExtensions,
        Optional<Flags> flagsAfterAppend,
        Compress compress) {

    /** When TLS begins. */
    public enum Tls {
        /** With the connection. */
        IMPLICIT,
        /** By the STARTTLS command, before anything else; never left out. */
        STARTTLS,
        /** Not at all. */
        NONE
    }

    /** How a mailbox is signed in to. */
    public enum Auth {
        /** With its own password. */
        PASSWORD,
        /** As {@code MAILBOX*ADMIN} with the administrator's password, as Dovecot has it. */
        MASTER_USER,
        /** As administrator who acts for the mailbox (SASL PLAIN, RFC 4616). */
        AUTHZID
    }

    /** Whether to compress (RFC 4978). */
    public enum Compress {
        /** Not at all. */
        NEVER,
        /** Where the server offers it. */
        AUTO,
        /** A server that does not offer it is not used. */
        ALWAYS
    }

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
                    "connections-per-mailbox",
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
        Tls tls = settings.oneOf("tls", Tls.IMPLICIT);
        Auth auth = settings.oneOf("auth", Auth.PASSWORD);
        int timeout = settings.number("timeout", 60, 1, 86_400);
        ImapStoreConfiguration configuration =
                new ImapStoreConfiguration(
                        settings.name(),
                        settings.required("host", "Set it to the server's host name."),
                        settings.number("port", tls == Tls.IMPLICIT ? 993 : 143, 1, 65535),
                        tls,
                        settings.flag("verify-certificate", true),
                        settings.flag("verify-host-name", true),
                        settings.file("ca-file"),
                        fingerprints(settings),
                        auth,
                        settings.text("username"),
                        settings.secret("password"),
                        settings.text("admin-username"),
                        settings.secret("admin-password"),
                        settings.text("master-separator", "*"),
                        settings.number("connections", 16, 1, 10_000),
                        settings.number("connections-per-mailbox", 1, 1, 1_000),
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(
                                settings.number(
                                        "command-timeout",
                                        Math.min(10 * timeout, 86_400),
                                        1,
                                        86_400)),
                        appendLimit(settings),
                        names(settings.text("disable-extensions", "")),
                        flags(settings),
                        settings.oneOf("compress", Compress.NEVER));
        configuration.checkSafety(settings);
        configuration.checkAdmin(settings);
        return configuration;
    }

    private void checkSafety(StoreSettings settings) {
        if (settings.flag("allow-insecure", false)) {
            return;
        }
        for (String key : insecure()) {
            throw new ConfigurationException(
                    settings.place(key),
                    "passwords and mail could be read or changed on the way",
                    "Remove it, or set "
                            + settings.place("allow-insecure")
                            + "=true if the network is trusted.");
        }
    }

    /** The settings that give up safety. */
    List<String> insecure() {
        if (tls == Tls.NONE) {
            return List.of("tls");
        }
        if (!certificateFingerprints.isEmpty()) {
            return List.of(); // nobody else has that key
        }
        if (!verifyCertificate) {
            return List.of("verify-certificate");
        }
        return verifyHostName ? List.of() : List.of("verify-host-name");
    }

    private void checkAdmin(StoreSettings settings) {
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
            fingerprints.add(CertificateWords.fingerprint(AsciiCase.upper(digits)));
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
