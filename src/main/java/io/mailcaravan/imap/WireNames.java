package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/**
 * Folder paths to names on the wire and back: separator, personal prefix, modified UTF-7 (RFC 3501,
 * 5.1.3) or UTF-8. A listed name is used again exactly as listed, so that names which break the
 * encoding's rules can still be opened.
 */
final class WireNames {
    /** Of one name, as a file system has it; no server takes more. */
    private static final int LONGEST = 255;

    private final Namespaces namespaces;
    private final boolean utf8;
    private final ServerMailbox mailbox;
    private final OddNames odd;
    private final Map<FolderPath, String> listed = new HashMap<>();
    private final Map<String, FolderPath> byName = new HashMap<>();

    WireNames(Namespaces namespaces, boolean utf8, ServerMailbox mailbox, OddNames odd) {
        this.namespaces = namespaces;
        this.utf8 = utf8;
        this.mailbox = mailbox;
        this.odd = odd;
    }

    /** Whether names are UTF-8, and APPEND needs the form of RFC 6855 for 8-bit headers. */
    boolean utf8() {
        return utf8;
    }

    /** The name to be sent, as bytes. */
    String wire(FolderPath path) throws MailboxException {
        String known = listed.isEmpty() ? odd.name(mailbox.name(), path) : listed.get(path);
        return known != null ? known : encode(path);
    }

    /** Whether the server listed it, or made it. */
    boolean isListed(FolderPath path) {
        return listed.containsKey(path);
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
        return prefix.length() == 6 && AsciiCase.upper(prefix).startsWith("INBOX");
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

    private MailboxException impossible(FolderPath path, String rule) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                mailbox + ": a folder cannot have the name " + path + ": " + rule,
                "Map it to another name.");
    }

    /** Whether other users' and shared folders are there. */
    boolean isForeign(ListLine line) {
        return namespaces.foreign().stream().anyMatch(prefix -> isBelow(line.name(), prefix));
    }

    private static boolean isBelow(String name, String prefix) {
        return name.startsWith(prefix)
                || (prefix.length() == name.length() + 1 && prefix.startsWith(name));
    }

    /**
     * A path of its own for each name, whatever the order they are listed in. Two names may come to
     * one path: {@code Mail} and {@code Mail/}, one folder in modified UTF-7 and one in UTF-8. The
     * one that the path is written as keeps it; of the others only those that hold messages need
     * one. Names without any letter have none.
     */
    Map<ListLine, FolderPath> listed(Collection<ListLine> lines) {
        Map<ListLine, FolderPath> paths = new LinkedHashMap<>();
        Set<FolderPath> taken = new HashSet<>();
        Set<ListLine> writtenSo = new HashSet<>(); // asked once, not for each comparison
        lines.stream().filter(this::isWrittenSo).forEach(writtenSo::add);
        List<ListLine> inOrder =
                lines.stream()
                        .sorted(
                                Comparator.comparing((ListLine line) -> !line.isSelectable())
                                        .thenComparing(line -> !writtenSo.contains(line))
                                        .thenComparing(ListLine::name))
                        .toList();
        for (ListLine line : inOrder) {
            Optional<FolderPath> path = plainPath(line);
            if (path.isEmpty() || (taken.contains(path.get()) && !line.isSelectable())) {
                continue;
            }
            FolderPath own = path.get();
            if (taken.contains(own)) {
                // INBOX.INBOX beside INBOX: the whole name tells them apart
                own = path(line.name(), line.separator()).orElse(own);
            }
            if (taken.contains(own)) {
                own = literalPath(line);
            }
            for (int number = 2; taken.contains(own); number++) {
                own = numbered(path.get(), number);
            }
            taken.add(own);
            listed.put(own, line.name());
            byName.put(line.name(), own);
            paths.put(line, own);
        }
        rememberOdd();
        return paths;
    }

    private void rememberOdd() {
        Map<FolderPath, String> now = new HashMap<>();
        listed.forEach(
                (path, name) -> {
                    if (!isWrittenSo(path, name)) {
                        now.put(path, name);
                    }
                });
        odd.remember(mailbox.name(), now);
    }

    private boolean isWrittenSo(ListLine line) {
        return plainPath(line).filter(path -> isWrittenSo(path, line.name())).isPresent();
    }

    private boolean isWrittenSo(FolderPath path, String name) {
        try {
            return encode(path).equals(name);
        } catch (MailboxException e) {
            return false;
        }
    }

    /** The folder with this name: as listed, else by the rules. */
    FolderPath folderOf(String name) {
        FolderPath known = byName.get(name);
        if (known != null) {
            return known;
        }
        return path(withoutPrefix(name), namespaces.separator())
                .orElseGet(() -> FolderPath.of(name));
    }

    private Optional<FolderPath> plainPath(ListLine line) {
        return path(withoutPrefix(line.name()), line.separator());
    }

    private String withoutPrefix(String name) {
        String own = namespaces.prefix();
        boolean prefixed =
                !own.isEmpty()
                        && name.length() > own.length()
                        && name.regionMatches(isInboxPrefix(own), 0, own, 0, own.length());
        return prefixed ? name.substring(own.length()) : name;
    }

    private Optional<FolderPath> path(String name, char separator) {
        List<String> names =
                Arrays.stream(parts(name, separator))
                        .filter(it -> !it.isEmpty())
                        .map(this::decodeName)
                        .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(new FolderPath(names));
    }

    private static String[] parts(String name, char separator) {
        return separator == 0
                ? new String[] {name}
                : name.split(Pattern.quote(String.valueOf(separator)), -1);
    }

    /** With separators that separate nothing, and the last name as it stands on the wire. */
    private FolderPath literalPath(ListLine line) {
        List<String> names = new ArrayList<>();
        StringBuilder separators = new StringBuilder();
        for (String part : parts(withoutPrefix(line.name()), line.separator())) {
            if (part.isEmpty()) {
                separators.append(line.separator());
            } else {
                names.add(separators + part);
                separators.setLength(0);
            }
        }
        int last = names.size() - 1;
        for (int i = 0; i < last; i++) {
            names.set(i, decodeName(names.get(i)));
        }
        names.set(last, ServerLine.readable(names.get(last) + separators));
        return new FolderPath(names);
    }

    private static FolderPath numbered(FolderPath path, int number) {
        List<String> names = new ArrayList<>(path.names());
        names.set(names.size() - 1, path.name() + " (" + number + ")");
        return new FolderPath(names);
    }

    private String decodeName(String name) {
        if (utf8 || name.chars().anyMatch(c -> c > 0x7e)) {
            // raw 8-bit names break the rules and exist
            return ServerLine.readable(name);
        }
        try {
            String decoded = BASE64MailboxDecoder.decode(name);
            // a bare & is no valid encoding: the name is what it looks like
            return !decoded.isEmpty() && BASE64MailboxEncoder.encode(decoded).equals(name)
                    ? decoded
                    : name;
        } catch (RuntimeException e) {
            return name; // Angus's decoder runs over the end of a mangled one
        }
    }
}
