package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Strings in commands: quoted where that is allowed, else as literals (RFC 9051, 4.3). */
final class Strings {
    private Strings() {}

    /** Whether the bytes can stand between quotes. */
    static boolean quotable(String bytes, boolean eightBit) {
        return bytes.chars()
                .allMatch(c -> c >= ' ' && c != 0x7f && (eightBit ? c <= 0xff : c < 0x7f));
    }

    static String quoted(String bytes) {
        return '"' + bytes.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * The bytes as part of a command that is sent in one piece: quoted, or a literal that needs no
     * waiting. Where the server has no such literals, 8-bit bytes are quoted all the same: servers
     * that list such names take them so.
     */
    static String inline(String bytes, Capabilities announced, boolean utf8) {
        if (quotable(bytes, utf8) || !announced.nonSynchronizing(bytes.length())) {
            return quoted(bytes);
        }
        return "{" + bytes.length() + "+}\r\n" + bytes;
    }

    /**
     * Writes text in UTF-8 in whatever form it takes, waiting for the server where it must.
     *
     * @return the refusal, or null when it was written
     */
    static ServerLine write(
            Wire wire,
            Capabilities announced,
            String tag,
            String text,
            Consumer<ServerLine> untagged)
            throws MailboxException {
        String bytes =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (quotable(bytes, false) || announced.nonSynchronizing(bytes.length())) {
            wire.write(inline(bytes, announced, false));
            return null;
        }
        wire.write("{" + bytes.length() + "}\r\n");
        wire.flush();
        ServerLine line = ImapSignIn.continued(wire, tag, untagged);
        if (!line.isContinuation()) {
            return line;
        }
        wire.write(bytes);
        return null;
    }
}
