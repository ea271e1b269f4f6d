package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/**
 * The directories of folders: each level in modified UTF-7 (RFC 9051, A.1), as Dovecot writes it;
 * in Maildir++ with a dot before each level, else a directory a level. A slash, a backslash and
 * what the layout needs for itself are a backslash and two hexadecimal digits, as Dovecot's {@code
 * listescape} plugin writes it.
 *
 * <p>Names are given and taken as {@link ByteNames} has them.
 */
final class FolderName {

    /** Directories that hold a folder's messages, and so cannot be folders. */
    static final Set<String> MESSAGES = Set.of(MessageFile.CUR, MessageFile.NEW, Delivery.TMP);

    /**
     * What Dovecot, Courier and this program keep beside {@code cur}: a folder inside another must
     * not take the place of such a file.
     */
    private static final Pattern CONTROL =
            Pattern.compile(
                    "subscriptions|maildirfolder|maildirsize|courierimap.*"
                            + "|(dovecot|caravan)[-.].*",
                    Pattern.DOTALL);

    private FolderName() {}

    /** {@code .Projects.Alpha}; empty for INBOX, which is the Maildir itself. */
    static String encode(FolderPath folder) {
        return folder.isInbox()
                ? ""
                : levels(folder).stream().collect(Collectors.joining(".", ".", ""));
    }

    /** The levels as in a directory's name, for the file of subscriptions. */
    static List<String> levels(FolderPath folder) {
        return folder.names().stream().map(name -> encodeLevel(name, "./\\")).toList();
    }

    /** A directory a level: {@code Projects}, {@code Alpha}. */
    static List<String> encodeNested(FolderPath folder) {
        return folder.names().stream().map(FolderName::encodeNestedLevel).toList();
    }

    static String encodeNestedLevel(String name) {
        String encoded = encodeLevel(name, "/\\");
        return name.startsWith(".") || isReserved(name)
                ? escape(name.charAt(0)) + encodeLevel(name.substring(1), "/\\")
                : encoded;
    }

    /** Whether something else than a folder has this name in a directory of folders. */
    private static boolean isReserved(String name) {
        return MESSAGES.contains(name) || CONTROL.matcher(name).matches();
    }

    /**
     * The folder of a directory whose name starts with a dot. A name that no rule explains, such as
     * one with two dots in a row, is one level as it stands: what is in there is not lost.
     */
    static FolderPath decode(String directory) {
        String text = directory.substring(1);
        List<String> levels = List.of(text.split("\\.", -1));
        return levels.contains("") ? FolderPath.of(ByteNames.text(text)) : decode(levels);
    }

    /** The folder with these levels. */
    static FolderPath decode(List<String> levels) {
        return new FolderPath(levels.stream().map(FolderName::decodeLevel).toList());
    }

    private static String encodeLevel(String name, String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (escaped.indexOf(c) >= 0) {
                text.append(escape(c));
            } else {
                text.append(c);
            }
        }
        return BASE64MailboxEncoder.encode(text.toString());
    }

    private static String escape(char c) {
        return "\\" + HexFormat.of().toHexDigits((byte) c);
    }

    static String decodeLevel(String level) {
        String text = ByteNames.text(level);
        // Dovecot can be told to write UTF-8, other programs write anything: such names stand
        if (ByteNames.isAscii(level)) {
            String decoded = BASE64MailboxDecoder.decode(level);
            if (BASE64MailboxEncoder.encode(decoded).equals(level)) {
                text = decoded;
            }
        }
        return unescape(text);
    }

    private static String unescape(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = text.indexOf('\\'); i >= 0 && i + 3 <= text.length(); ) {
            if (HexFormat.isHexDigit(text.charAt(i + 1))
                    && HexFormat.isHexDigit(text.charAt(i + 2))) {
                parts.add(text.substring(start, i));
                parts.add(String.valueOf((char) HexFormat.fromHexDigits(text, i + 1, i + 3)));
                start = i + 3;
                i = text.indexOf('\\', start);
            } else {
                i = text.indexOf('\\', i + 1);
            }
        }
        parts.add(text.substring(start));
        return String.join("", parts);
    }
}
