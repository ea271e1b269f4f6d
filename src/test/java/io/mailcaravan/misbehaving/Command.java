package io.mailcaravan.misbehaving;

import java.util.ArrayList;
import java.util.List;

/**
 * A command as it was read.
 *
 * @param text without the tag, {@code {n}} where a literal stood
 * @param literals in their order
 */
public record Command(String tag, String text, List<byte[]> literals) {

    /** The verb, in capitals; with UID where that stands before. */
    public String verb() {
        String[] words = text.split(" ", 3);
        String first = words[0].toUpperCase(java.util.Locale.ROOT);
        return first.equals("UID")
                ? first + " " + words[1].toUpperCase(java.util.Locale.ROOT)
                : first;
    }

    /** What stands behind the verb. */
    public String rest() {
        String verb = verb();
        return text.length() > verb.length() ? text.substring(verb.length() + 1) : "";
    }

    /**
     * A word of the command.
     *
     * @param literal null unless it was one
     */
    public record Token(String value, byte[] literal) {
        public boolean is(String text) {
            return literal == null && value.equals(text);
        }
    }

    /** Atoms, strings without their quotes, literals, and parentheses. */
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        String from = rest();
        int literal = 0;
        for (int at = 0; at < from.length(); ) {
            char c = from.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '(' || c == ')') {
                tokens.add(new Token(String.valueOf(c), null));
                at++;
            } else if (c == '"') {
                StringBuilder value = new StringBuilder();
                for (at++; from.charAt(at) != '"'; at++) {
                    at += from.charAt(at) == '\\' ? 1 : 0;
                    value.append(from.charAt(at));
                }
                at++;
                tokens.add(new Token(value.toString(), null));
            } else if (c == '{') {
                at = from.indexOf('}', at) + 1;
                byte[] bytes = literals.get(literal++);
                tokens.add(
                        new Token(
                                new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1),
                                bytes));
            } else {
                int end = at;
                while (end < from.length() && " ()".indexOf(from.charAt(end)) < 0) {
                    end++;
                }
                tokens.add(new Token(from.substring(at, end), null));
                at = end;
            }
        }
        return tokens;
    }
}
