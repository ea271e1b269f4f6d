package io.mailcaravan.imap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What one session signs in with. A server may repeat the command that it refuses, and its words go
 * into reports, logs and the ledger, so these are taken out of all that it says.
 */
final class SentSecrets {
    private static final String HIDDEN = "*****";

    /** Shorter ones are in every sentence by chance: they count where they stand alone. */
    private static final int LEAST_WITHIN_WORDS = 4;

    private final List<Pattern> plain = new CopyOnWriteArrayList<>();
    private final PartsOfSecrets parts = new PartsOfSecrets();

    /** A password or token, in whatever form it comes back: bare, or quoted and escaped. */
    void add(String secret) {
        if (secret.isEmpty()) {
            return;
        }
        StringBuilder form = new StringBuilder();
        secret.codePoints().forEach(c -> form.append(form(Character.toString(c))));
        boolean alone = secret.length() < LEAST_WITHIN_WORDS;
        if (!alone) {
            parts.add(secret);
        }
        plain.add(
                Pattern.compile(
                        alone ? "(?<![\\p{L}\\p{N}])" + form + "(?![\\p{L}\\p{N}])" : "" + form,
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static String form(String character) {
        if (character.equals("\\")) {
            return "\\\\+";
        }
        String form = Pattern.quote(character);
        if (character.equals("\"")) {
            return "\\\\*" + form;
        }
        String bytes =
                new String(character.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.equals(character) ? form : "(?:" + form + "|" + Pattern.quote(bytes) + ")";
    }

    /** What holds a secret in Base64. */
    void addEncoded(String base64) {
        parts.addBase64(base64);
    }

    /** The words without the secrets. */
    String hide(String words) {
        String hidden = words;
        for (Pattern secret : plain) {
            hidden = secret.matcher(hidden).replaceAll(HIDDEN);
        }
        return parts.hide(hidden, HIDDEN);
    }
}
