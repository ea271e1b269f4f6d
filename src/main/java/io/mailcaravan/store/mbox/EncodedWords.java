package io.mailcaravan.store.mbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a header field with encoded words (RFC 2047). */
final class EncodedWords {

    static final Pattern WORD =
            Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([QqBb])\\?([^?]*)\\?=");

    private EncodedWords() {}

    /**
     * @param field a char a byte; bytes that are not ASCII are taken for UTF-8
     */
    static String decode(String field) {
        // spaces between two encoded words are not part of the text (RFC 2047, 6.2)
        String joined = field.replaceAll("(?<=\\?=)\\s+(?==\\?)", "");
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Charset charset = StandardCharsets.UTF_8;
        Matcher word = WORD.matcher(joined);
        int at = 0;
        while (word.find()) {
            if (word.start() > at) {
                text.append(bytes.toString(charset));
                bytes.reset();
                text.append(plain(joined.substring(at, word.start())));
            }
            Charset next = charset(word.group(1));
            if (!next.equals(charset)) {
                text.append(bytes.toString(charset));
                bytes.reset();
                charset = next;
            }
            // a character may begin in one word and end in the next: some programs cut so
            bytes.writeBytes(
                    word.group(2).equalsIgnoreCase("q") ? q(word.group(3)) : b(word.group(3)));
            at = word.end();
        }
        text.append(bytes.toString(charset));
        return text.append(plain(joined.substring(at))).toString();
    }

    private static String plain(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static byte[] q(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '='
                    && i + 2 < text.length()
                    && HexFormat.isHexDigit(text.charAt(i + 1))
                    && HexFormat.isHexDigit(text.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c == '_' ? ' ' : c);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] b(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
