package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/**
 * Folder paths to names on the wire and back: separator, personal prefix, modified UTF-7 (RFC 3501,
 * 5.1.3) or UTF-8. A listed name is used again exactly as listed, so that names which break the
 * encoding's rules can still be opened.
 */
final class FolderNames {
    /** Of one name, as a file system has it; no server takes more. */
    private static final int LONGEST = 255;

    private final Namespaces namespaces;
    private final boolean utf8;
    private final Place place;
    private final Map<FolderPath, String> listed = new HashMap<>();

    FolderNames(Namespaces namespaces, boolean utf8, Place place) {
        this.namespaces = namespaces;
        this.utf8 = utf8;
        this.place = place;
    }

    /** Whether names are UTF-8, and APPEND needs the form of RFC 6855 for 8-bit headers. */
    boolean utf8() {
        return utf8;
    }

    /** The name to be sent, as bytes. */
    String wire(FolderPath path) throws MailboxException {
        String known = listed.get(path);
        return known != null ? known : encode(path);
    }

    /** Whether that many are most of the folders that were listed. */
    boolean areMost(int count) {
        return 2 * count >= listed.size();
    }

    private String encode(FolderPath path) throws MailboxException {
        check(path);
        if (path.isInbox()) {
            return "INBOX";
        }
        return namespaces.prefix()
                + below(path).stream()
                        .map(this::encodeName)
                        .collect(Collectors.joining(String.valueOf(namespaces.separator())));
    }

    /** Behind the prefix {@code INBOX.} a child of INBOX and a folder at the top are the same. */
    private List<String> below(FolderPath path) {
        List<String> names = path.names();
        return isInboxPrefix(namespaces.prefix()) && names.get(0).equals("INBOX")
                ? names.subList(1, names.size())
                : names;
    }

    /** The path that the listing tells for this one. */
    FolderPath listed(FolderPath path) {
        if (path.isInbox()) {
            return path;
        }
        List<String> below = below(path);
        // INBOX.INBOX is told with its prefix
        return below.get(0).equalsIgnoreCase("INBOX") ? path : new FolderPath(below);
    }

    private static boolean isInboxPrefix(String prefix) {
        return prefix.length() == 6 && prefix.toUpperCase(Locale.ROOT).startsWith("INBOX");
    }

    private String encodeName(String name) {
        return utf8
                ? new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                : BASE64MailboxEncoder.encode(name);
    }

    private void check(FolderPath path) throws MailboxException {
        Optional<String> rule = problem(path);
        if (rule.isPresent()) {
            throw impossible(path, rule.get());
        }
    }

    /** The rule that the name breaks here; empty where it breaks none that is known. */
    Optional<String> problem(FolderPath path) {
        char separator = namespaces.separator();
        if (separator == 0 && path.names().size() > 1) {
            return Optional.of("this server has no folders inside folders");
        }
        for (String name : path.names()) {
            if (separator != 0 && name.indexOf(separator) >= 0) {
                return Optional.of(
                        "'"
                                + name
                                + "' contains '"
                                + separator
                                + "', which separates folders on this server");
            }
            if (name.equals(".") || name.equals("..")) {
                return Optional.of("'" + name + "' is a directory's own name");
            }
            if (encodeName(name).length() > LONGEST) {
                return Optional.of("one of its names has more than " + LONGEST + " bytes");
            }
            if (name.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("it contains a control character");
            }
            if (!StandardCharsets.UTF_16.newEncoder().canEncode(name)) {
                return Optional.of("it is not valid Unicode");
            }
        }
        return Optional.empty();
    }

    /** Exchange and Gmail cut such blanks off, or refuse the name; Exchange keeps one to itself. */
    static Optional<String> problemAtExchangeOrGmail(FolderPath path) {
        if (!path.names().stream().allMatch(name -> name.equals(name.strip()))) {
            return Optional.of("it has a blank at an end");
        }
        return path.names().get(0).equalsIgnoreCase("Files")
                ? Optional.of("'Files' is reserved")
                : Optional.empty();
    }

    private MailboxException impossible(FolderPath path, String rule) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                place + ": a folder cannot have the name " + path + ": " + rule,
                "Map it to another name.");
    }

    /** The path of a listed name; empty for other users' and shared folders. */
    Optional<FolderPath> listed(ListLine line) {
        String name = line.name();
        if (namespaces.foreign().stream().anyMatch(prefix -> isBelow(name, prefix))) {
            return Optional.empty();
        }
        String own = namespaces.prefix();
        boolean prefixed =
                !own.isEmpty()
                        && name.length() > own.length()
                        && name.regionMatches(isInboxPrefix(own), 0, own, 0, own.length());
        Optional<FolderPath> path =
                path(prefixed ? name.substring(own.length()) : name, line.separator());
        if (path.isPresent() && !listed.getOrDefault(path.get(), name).equals(name)) {
            // INBOX.INBOX beside INBOX: only the whole name tells them apart
            path = path(name, line.separator());
        }
        path.ifPresent(it -> listed.put(it, name));
        return path;
    }

    private boolean isBelow(String name, String prefix) {
        return name.startsWith(prefix)
                || (prefix.length() == name.length() + 1 && prefix.startsWith(name));
    }

    private Optional<FolderPath> path(String name, char separator) {
        List<String> names =
                (separator == 0
                                ? List.of(name)
                                : Arrays.asList(
                                        name.split(Pattern.quote(String.valueOf(separator)))))
                        .stream().filter(it -> !it.isEmpty()).map(this::decodeName).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(new FolderPath(names));
    }

    private String decodeName(String name) {
        if (utf8 || name.chars().anyMatch(c -> c > 0x7e)) {
            // raw 8-bit names break the rules and exist
            return ServerLine.readable(name);
        }
        String decoded = BASE64MailboxDecoder.decode(name);
        // a bare & is no valid encoding: the name is what it looks like
        return BASE64MailboxEncoder.encode(decoded).equals(name) ? decoded : name;
    }
}
