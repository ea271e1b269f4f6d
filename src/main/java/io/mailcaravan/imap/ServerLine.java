package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.angus.mail.iap.Protocol;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * One response of a server, with its literals. Strings in it are bytes (ISO 8859-1), because only
 * their reader knows the charset.
 */
final class ServerLine extends IMAPResponse {
    /** Characters of an answer that people are shown. */
    private static final int MOST_WORDS = 1_000;

    /** Characters that are looked through for secrets before the rest is cut off. */
    private static final int MOST_READ = 20_000;

    private final SentSecrets secrets;
    private Map<Integer, SpooledLiteral> spooled = Map.of();

    /**
     * @param secrets what the server must not be shown to say
     */
    ServerLine(Protocol protocol, SentSecrets secrets) throws IOException, ProtocolException {
        super(protocol);
        this.secrets = secrets;
    }

    /** The response code in capitals, without its arguments: {@code OVERQUOTA}; or empty. */
    String code() {
        String inside = bracketed();
        int blank = inside.indexOf(' ');
        return AsciiCase.upper(blank < 0 ? inside : inside.substring(0, blank));
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

    /** What the server says, for people: without what was sent to sign in. */
    String words() {
        String all = isContinuation() || getKey() != null ? toString() : text();
        // what is cut in two would not be found
        String read = secrets.hide(all.length() > MOST_READ ? all.substring(0, MOST_READ) : all);
        return readable(read.length() > MOST_WORDS ? read.substring(0, MOST_WORDS) + "..." : read)
                .trim();
    }

    /** A string, which may be NIL and may stand without quotes; null where it is NIL. */
    String readText() {
        skipSpaces();
        int first = peekByte();
        if (first == '"' || first == '{') {
            return readString();
        }
        String atom = readAtom();
        return AsciiCase.equal(atom, "NIL") ? null : atom;
    }

    /** Whether a string or a literal comes next. */
    boolean isAtString() {
        skipSpaces();
        return index < size && (buffer[index] == '"' || buffer[index] == '{');
    }

    /** What stands up to the next blank or parenthesis; backslashes and brackets belong to it. */
    String word() {
        skipSpaces();
        int start = index;
        while (index < size && " ()".indexOf(buffer[index]) < 0) {
            index++;
        }
        return new String(buffer, start, index - start, StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the end, as it stands there. */
    String rest() {
        String rest = new String(buffer, index, size - index, StandardCharsets.ISO_8859_1);
        index = size;
        return rest;
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

    /** The line's literals that are kept outside of it, by the place of their brace. */
    void spooled(Map<Integer, SpooledLiteral> literals) {
        spooled = literals;
    }

    /** The literal that comes next, where it is kept outside of the line; null where it is not. */
    SpooledLiteral spooled() {
        return spooled.get(index);
    }

    /** Removes those literals that nobody has taken. */
    void discard() {
        spooled.values().forEach(SpooledLiteral::discard);
        spooled = Map.of();
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
