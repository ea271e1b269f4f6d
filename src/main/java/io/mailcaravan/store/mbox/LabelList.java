package io.mailcaravan.store.mbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The labels in {@code X-Gmail-Labels}, between commas; those with a comma are in quotes. Takeout
 * encodes (RFC 2047) the whole field where it has to, commas included; others each label.
 */
final class LabelList {

    /** Stands for a comma within an encoded word. */
    private static final char HIDDEN = '\0';

    private LabelList() {}

    /**
     * @param field a char a byte
     */
    static List<String> of(String field) {
        if (field.indexOf(',') < 0 || !isEncodedByLabel(field)) {
            return split(EncodedWords.decode(field)).stream().map(LabelList::unquoted).toList();
        }
        List<String> labels = new ArrayList<>();
        for (String part : split(hidden(field))) {
            labels.add(unquoted(EncodedWords.decode(part.replace(HIDDEN, ',')).strip()));
        }
        return labels;
    }

    /** Whether a comma stands outside all encoded words, of which there are some. */
    private static boolean isEncodedByLabel(String field) {
        Matcher word = EncodedWords.WORD.matcher(field);
        return word.find() && word.replaceAll("").indexOf(',') >= 0;
    }

    private static String hidden(String field) {
        return EncodedWords.WORD
                .matcher(field)
                .replaceAll(word -> Matcher.quoteReplacement(word.group().replace(',', HIDDEN)));
    }

    /** At commas that are not in quotes; what is empty is left out. */
    private static List<String> split(String text) {
        List<String> labels = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(',', Math.max(start, quoteEnd(text, start)));
            end = end < 0 ? text.length() : end;
            String label = text.substring(start, end).strip();
            if (!label.isEmpty()) {
                labels.add(label);
            }
            start = end + 1;
        }
        return labels;
    }

    /**
     * The index behind the quotes in which a label is that begins here; negative where there are
     * none, or no second one before a comma or the end.
     */
    private static int quoteEnd(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '"') {
            return -1;
        }
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            at += text.charAt(at) == '\\' ? 1 : 0;
        }
        int behind = at + 1;
        while (behind < text.length() && Character.isWhitespace(text.charAt(behind))) {
            behind++;
        }
        boolean ends =
                behind == text.length() || (behind < text.length() && text.charAt(behind) == ',');
        return at < text.length() && ends ? behind : -1;
    }

    private static String unquoted(String label) {
        return quoteEnd(label, 0) == label.length()
                ? label.substring(1, label.length() - 1).replaceAll("\\\\(.)", "$1").strip()
                : label;
    }
}
