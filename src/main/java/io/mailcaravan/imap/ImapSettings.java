package io.mailcaravan.imap;

import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.mailbox.Flags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How one IMAP server is talked to.
 *
 * @param name the store's, for messages
 */
public record ImapSettings(
        String name, Server server, Trust trust, SignInSettings signIn, Dialect dialect) {

    /** When TLS begins. */
    public enum Tls {
        /** With the connection. */
        IMPLICIT,
        /** By the STARTTLS command, before anything else; never left out. */
        STARTTLS,
        /** Not at all. */
        NONE
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

    /**
     * Where it is.
     *
     * @param timeout for connecting, for each read and for each write
     * @param commandTimeout how long a command may take without progress
     */
    public record Server(
            String host, int port, Tls tls, Duration timeout, Duration commandTimeout) {}

    /**
     * Which certificates it may have.
     *
     * @param caFile certificate authorities in PEM, trusted instead of the usual ones
     * @param fingerprints SHA-256 of the certificates that are trusted whatever they say, in the
     *     form of {@link #fingerprint}; empty: they are checked
     */
    public record Trust(
            boolean verifyCertificate,
            boolean verifyHostName,
            Optional<Path> caFile,
            Set<String> fingerprints) {

        /**
         * In the form that {@link #fingerprints} have.
         *
         * @param digits 64, hexadecimal, in capitals
         */
        public static String fingerprint(String digits) {
            return CertificateWords.fingerprint(digits);
        }
    }

    /**
     * What it can, where that is not to be as it says itself.
     *
     * @param preset what is known of such a server
     * @param appendLimit bytes; overrides what the server announces
     * @param disabledExtensions capabilities to be treated as not announced, in capitals
     * @param flagsAfterAppend flags to be stored again after APPEND; empty: as the preset has it
     * @param compress whether both sides compress what they send
     */
    public record Dialect(
            ServerPreset preset,
            OptionalLong appendLimit,
            Set<String> disabledExtensions,
            Optional<Flags> flagsAfterAppend,
            Compress compress) {}

    /** The settings that give up safety, by their keys. */
    public List<String> insecure() {
        if (server.tls() == Tls.NONE) {
            return List.of("tls");
        }
        if (!trust.fingerprints().isEmpty()) {
            return List.of(); // nobody else has that key
        }
        if (!trust.verifyCertificate()) {
            return List.of("verify-certificate");
        }
        return trust.verifyHostName() ? List.of() : List.of("verify-host-name");
    }
}
