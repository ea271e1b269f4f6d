package io.mailcaravan.convert.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Text as RFC 2047 writes it in headers. */
final class EncodedWords {

    /** What fits into one encoded-word of 75 characters in base64. */
    private static final int BYTES = 45;

    private EncodedWords() {}

    /** Guesses what bytes without a declared charset mean: UTF-8 if they are that. */
    static String decode(String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException e) {
            String text = new String(raw, Charset.forName("windows-1252"));
            return text.indexOf('\uFFFD') < 0 ? text : bytes;
        }
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** One or more encoded-words, a line each. */
    static String encode(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        int size = 0;
        for (int c : text.codePoints().toArray()) {
            int length = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (size + length > BYTES) {
                words.add(word(chunk.toString()));
                chunk.setLength(0);
                size = 0;
            }
            chunk.appendCodePoint(c);
            size += length;
        }
        words.add(word(chunk.toString()));
        return String.join("\r\n ", words);
    }

    private static String word(String text) {
        return "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "?=";
    }

    /**
     * Free text with encoded-words for what is not ASCII, from the first such word to the last; the
     * rest stays as it is.
     */
    static String encodeText(String text) {
        if (isAscii(text)) {
            return text;
        }
        int from = 0;
        int to = text.length();
        int first = 0;
        while (text.charAt(first) < 128) {
            first++;
        }
        int last = text.length() - 1;
        while (text.charAt(last) < 128) {
            last--;
        }
        for (int i = 0; i < first; i++) {
            if (isSpace(text.charAt(i))) {
                from = i + 1;
            }
        }
        for (int i = text.length() - 1; i > last; i--) {
            if (isSpace(text.charAt(i))) {
                to = i;
            }
        }
        // White space between two encoded-words is not shown (RFC 2047, 6.2): take it in.
        String before = text.substring(0, from);
        String after = text.substring(to);
        String lead = before.stripTrailing().endsWith("?=") ? " " : "";
        String trail = after.stripLeading().startsWith("=?") ? " " : "";
        return before + encode(lead + text.substring(from, to) + trail) + after;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
