package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.FolderPath;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/**
 * The directory of a folder in Maildir++: a dot before each level, each level in modified UTF-7
 * (RFC 9051, A.1), as Dovecot writes it. A dot, slash or backslash inside a name is a backslash and
 * two hexadecimal digits, as Dovecot's {@code listescape} plugin writes it.
 */
final class FolderName {

    private static final String ESCAPED = "./\\";

    private FolderName() {}

    /** {@code .Projects.Alpha}; empty for INBOX, which is the Maildir itself. */
    static String encode(FolderPath folder) {
        return folder.isInbox()
                ? ""
                : folder.names().stream()
                        .map(FolderName::encodeLevel)
                        .collect(Collectors.joining(".", ".", ""));
    }

    /** The levels as in a directory's name, for the file of subscriptions. */
    static List<String> levels(FolderPath folder) {
        return folder.names().stream().map(FolderName::encodeLevel).toList();
    }

    /**
     * The folder of a directory whose name starts with a dot. A name that no rule explains, such as
     * one with two dots in a row, is one level as it stands: what is in there is not lost.
     */
    static FolderPath decode(String directory) {
        String text = directory.substring(1);
        List<String> levels = List.of(text.split("\\.", -1));
        return levels.contains("") ? FolderPath.of(text) : decode(levels);
    }

    /** The folder with these levels. */
    static FolderPath decode(List<String> levels) {
        return new FolderPath(levels.stream().map(FolderName::decodeLevel).toList());
    }

    private static String encodeLevel(String name) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (ESCAPED.indexOf(c) >= 0) {
                escaped.append('\\').append(HexFormat.of().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return BASE64MailboxEncoder.encode(escaped.toString());
    }

    private static String decodeLevel(String level) {
        String text = level;
        // Dovecot can be told to write UTF-8, other programs write anything: such names stand
        if (level.chars().allMatch(c -> c < 0x80)) {
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
