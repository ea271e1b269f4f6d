package io.mailcaravan.mailbox;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names by their bytes. In Java the text of a path depends on the locale in which the program
 * was started: without a UTF-8 one (cron, systemd) no name beyond ASCII can be read or written as
 * text, and a name that is no UTF-8 never can. A path keeps its bytes, though, and its URI gives
 * and takes them.
 *
 * <p>A name here is a text of one char (0 to 255) a byte, as ISO 8859-1.
 */
public final class ByteNames {

    private static final String PLAIN = "-._~=,+@";

    private ByteNames() {}

    /** The last name of a path. */
    public static String of(Path path) {
        Path last = path.getFileName();
        String text = last == null ? "" : last.toString();
        if (isAscii(text)) {
            return text;
        }
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        return fromPercent(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
    }

    /** All bytes of an absolute path. */
    public static String ofAll(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text;
        }
        String uri = path.toUri().getRawPath();
        return fromPercent(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
    }

    /** The file with this name or path in a folder; an absolute path stands for itself. */
    public static Path resolve(Path folder, String name) {
        if (isAscii(name)) {
            return folder.resolve(name);
        }
        if (name.startsWith("/")) {
            return Path.of(URI.create("file://" + percent(name, true)));
        }
        String uri = folder.toUri().toString();
        return Path.of(URI.create(uri + (uri.endsWith("/") ? "" : "/") + percent(name, true)));
    }

    /** The file with this name in a folder, in UTF-8 whatever the locale. */
    public static Path resolveText(Path folder, String text) {
        return resolve(folder, bytes(text));
    }

    /** A text in UTF-8, as a name. */
    public static String bytes(String text) {
        return isAscii(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What a name says: UTF-8, or ISO 8859-1 where it is none. */
    public static String text(String name) {
        if (isAscii(name)) {
            return name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    /**
     * A name in ASCII, different for different names: control characters, {@code %} and bytes
     * beyond ASCII are {@code %XX}.
     */
    public static String printable(String name) {
        return percent(name, false);
    }

    /** The name of which {@link #printable} was made. */
    public static String fromPrintable(String printable) {
        return fromPercent(printable);
    }

    /** Whether Java has the same text for this name in every locale. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String percent(String name, boolean forUri) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || isLower(c);
            boolean plain = forUri ? c == '/' || PLAIN.indexOf(c) >= 0 : c >= ' ' && c != '%';
            if (letter || (plain && c < 0x7f)) {
                out.append(c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    private static String fromPercent(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%'
                    && i + 2 < text.length()
                    && HexFormat.isHexDigit(text.charAt(i + 1))
                    && HexFormat.isHexDigit(text.charAt(i + 2))) {
                out.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
