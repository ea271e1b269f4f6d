package io.mailcaravan.copy;

import io.mailcaravan.address.MailAddress;
import io.mailcaravan.address.TypedText;
import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Printable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an end as it is typed: the address of a mailbox, the URL of one on an IMAP server, or the
 * path of one on disk. A password in a URL is refused and never shown.
 */
public final class EndReader {

    private static final Pattern SCHEME = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*):(.*)");

    private static final Set<String> SERVERS = Set.of("imap", "imaps");

    private static final String FORMS =
            "Write an address, imaps://USER@HOST, imap://USER@HOST (STARTTLS), maildir:PATH,"
                    + " mbox:PATH or eml:PATH.";

    private final MailServers servers;

    /**
     * @param servers asked for addresses
     */
    public EndReader(MailServers servers) {
        this.servers = servers;
    }

    /**
     * The end that is meant.
     *
     * @param role FROM or TO, for errors
     * @param caFile authorities that the certificate of an address's server has to be from; empty
     *     for Java's list
     * @throws ConfigurationException where none is
     * @throws MailboxException where no server of an address answers, or when it was interrupted
     */
    public CopyEnd read(String role, String typed, Optional<Path> caFile) throws MailboxException {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw new ConfigurationException(role, "it is empty", FORMS);
        }
        if (!Printable.isLine(text)) {
            throw new ConfigurationException(
                    role,
                    "it has a control character in it, or one that turns the direction of writing",
                    FORMS);
        }
        Matcher url = SCHEME.matcher(text);
        if (url.matches()) {
            return ofScheme(role, AsciiCase.lower(url.group(1)), url.group(2));
        }
        String shown = TypedText.withoutPassword(text);
        String place = role + " " + shown;
        if (text.contains("/") || text.startsWith(".")) {
            throw new ConfigurationException(
                    place,
                    "it does not say what kind of mailbox lies there",
                    "Write maildir:"
                            + shown
                            + ", mbox:"
                            + shown
                            + " or eml:"
                            + shown
                            + "; a server begins with imaps://.");
        }
        return ofAddress(place, text, caFile);
    }

    /** Whether it is no URL, where both may be. */
    static boolean isAddress(String typed) {
        return !SCHEME.matcher(typed).matches();
    }

    private static CopyEnd ofScheme(String role, String scheme, String rest) {
        if (SERVERS.contains(scheme)) {
            return ServerEnd.read(role, scheme, rest);
        }
        if (FileEnd.TYPES.contains(scheme)) {
            return FileEnd.read(role, scheme, rest);
        }
        // what follows is not shown: it may be a password
        Set<String> known = new TreeSet<>(SERVERS);
        known.addAll(FileEnd.TYPES);
        Optional<String> near = NearestWord.of(scheme, known);
        throw new ConfigurationException(
                role + " " + scheme + ":",
                "no such kind of mailbox",
                near.map(word -> "Did you mean '" + word + ":'? ").orElse("") + FORMS);
    }

    private CopyEnd ofAddress(String place, String text, Optional<Path> caFile)
            throws MailboxException {
        if (!text.contains("@")) {
            throw new ConfigurationException(place, "it is no address: there is no @ in it", FORMS);
        }
        MailAddress address = MailAddress.read(text, place);
        return ServerEnd.of(text, address, servers.of(address, place, caFile));
    }
}
