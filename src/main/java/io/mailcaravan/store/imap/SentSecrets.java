package io.mailcaravan.store.imap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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

    /** So many characters of Base64 in a row are there for no other reason. */
    private static final int STRETCH = 12;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]+");

    private final List<Pattern> plain = new CopyOnWriteArrayList<>();
    private final List<String> encoded = new CopyOnWriteArrayList<>();

    /** A password or token, in whatever form it comes back: bare, or quoted and escaped. */
    void add(String secret) {
        if (secret.isEmpty()) {
            return;
        }
        StringBuilder form = new StringBuilder();
        secret.codePoints().forEach(c -> form.append(form(Character.toString(c))));
        boolean alone = secret.length() < LEAST_WITHIN_WORDS;
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
        String bare = bare(base64);
        if (!bare.isEmpty()) {
            encoded.add(bare);
        }
    }

    /** The words without the secrets. */
    String hide(String words) {
        String hidden = words;
        if (!encoded.isEmpty()) {
            hidden =
                    BASE64.matcher(hidden)
                            .replaceAll(run -> isEncoded(run.group()) ? HIDDEN : run.group());
        }
        for (Pattern secret : plain) {
            hidden = secret.matcher(hidden).replaceAll(HIDDEN);
        }
        return hidden;
    }

    /** A part is enough, as servers cut off what they repeat. */
    private boolean isEncoded(String run) {
        String text = bare(run);
        for (String blob : encoded) {
            int stretch = Math.min(STRETCH, blob.length());
            for (int at = 0; at + stretch <= text.length(); at++) {
                if (blob.contains(text.substring(at, at + stretch))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String bare(String base64) {
        return base64.replace("=", "").toLowerCase(Locale.ROOT);
    }
}
