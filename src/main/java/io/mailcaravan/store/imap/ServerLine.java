package io.mailcaravan.store.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.angus.mail.iap.Protocol;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * One response of a server, with its literals. Strings in it are bytes (ISO 8859-1), because only
 * their reader knows the charset.
 */
final class ServerLine extends IMAPResponse {
    ServerLine(Protocol protocol) throws IOException, ProtocolException {
        super(protocol);
    }

    /** The response code in capitals, without its arguments: {@code OVERQUOTA}; or empty. */
    String code() {
        String inside = bracketed();
        int blank = inside.indexOf(' ');
        return (blank < 0 ? inside : inside.substring(0, blank)).toUpperCase(Locale.ROOT);
    }

    /** What stands behind the response code's name; or empty. */
    String codeArguments() {
        String inside = bracketed();
        int blank = inside.indexOf(' ');
        return blank < 0 ? "" : inside.substring(blank + 1).trim();
    }

    private String bracketed() {
        String text = text();
        if (!text.startsWith("[")) {
            return "";
        }
        // a flag list may hold a bracket: [PERMANENTFLAGS (\Seen $a]b)]
        int from = text.startsWith("[PERMANENTFLAGS") ? Math.max(text.indexOf(')'), 0) : 0;
        int end = text.indexOf(']', from);
        return end < 0 ? text.substring(1) : text.substring(1, end);
    }

    /** Everything behind OK, NO, BAD or BYE, as bytes. */
    private String text() {
        reset();
        return getRest();
    }

    /** What the server says, for people. */
    String words() {
        return readable(isContinuation() || getKey() != null ? toString() : text()).trim();
    }

    /** The bytes as UTF-8, or as ISO 8859-1 where they are not. */
    static String readable(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    /** The bytes behind {@link #position()}; not a copy. */
    byte[] bytes() {
        return buffer;
    }

    /** Where reading stands. */
    int position() {
        return index;
    }

    void position(int position) {
        index = position;
    }

    /** The end of the line, without CRLF. */
    int end() {
        return size;
    }
}
