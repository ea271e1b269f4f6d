package io.mailcaravan.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Secrets as a server shows them when it repeats what it got, as it is, in Base64 or in hex: whole
 * or cut off, by themselves or within something longer, in one piece or wrapped into groups. What
 * is looked for is a stretch of the characters, whatever else stands between them.
 */
final class PartsOfSecrets {

    /**
     * Three bytes of a secret. So many characters in this order stand in hardly any sentence by
     * chance.
     */
    private static final int BASE64_STRETCH = 5;

    private static final int HEX_STRETCH = 6;

    /** Fewer of a password are in many a word. */
    private static final int BARE_STRETCH = 6;

    /** Shorter ones are in every sentence. */
    private static final int LEAST = 4;

    private final Set<String> base64 = ConcurrentHashMap.newKeySet();
    private final Set<String> hex = ConcurrentHashMap.newKeySet();
    private final Set<String> bare = ConcurrentHashMap.newKeySet();

    /** A secret that may stand anywhere in what is encoded. */
    void add(String text) {
        StringBuilder form = new StringBuilder();
        text.chars().filter(c -> isBare(c)).forEach(c -> form.append((char) c));
        if (form.length() >= BARE_STRETCH) {
            stretches(alike(form.toString()), BARE_STRETCH, bare);
        }
        byte[] secret = text.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // characters that hold bits of what stands around it may be any
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            stretches(alike(all.substring(from, to)), BASE64_STRETCH, base64);
        }
        stretches(HexFormat.of().formatHex(secret), HEX_STRETCH, hex);
    }

    /** What holds a secret, in the very form in which it was sent. */
    void addBase64(String sent) {
        stretches(alike(sent.replace("=", "")), BASE64_STRETCH, base64);
        byte[] bytes = Base64.getDecoder().decode(sent);
        stretches(HexFormat.of().formatHex(bytes), HEX_STRETCH, hex);
    }

    /** All parts of that length; where it is shorter, it as a whole. */
    private static void stretches(String form, int length, Set<String> to) {
        if (form.length() >= LEAST) {
            for (int at = 0; at == 0 || at + length <= form.length(); at++) {
                to.add(form.substring(at, Math.min(form.length(), at + length)));
            }
        }
    }

    /** The words with something else in the place of all that shows a stretch. */
    String hide(String words, String instead) {
        if (base64.isEmpty() && hex.isEmpty() && bare.isEmpty()) {
            return words;
        }
        BitSet shown = new BitSet();
        mark(words, characters(words, PartsOfSecrets::isBase64), base64, shown);
        mark(words, hexCharacters(words), hex, shown);
        mark(words, characters(words, PartsOfSecrets::isBare), bare, shown);
        if (shown.isEmpty()) {
            return words;
        }
        StringBuilder hidden = new StringBuilder();
        int from = 0;
        for (int at = shown.nextSetBit(0); at >= 0; at = shown.nextSetBit(from)) {
            int end = shown.nextClearBit(at);
            hidden.append(words, from, at).append(instead);
            from = end;
        }
        return hidden.append(words, from, words.length()).toString();
    }

    private static void mark(String words, BitSet characters, Set<String> wanted, BitSet shown) {
        int[] places = characters.stream().toArray();
        StringBuilder joined = new StringBuilder(places.length);
        for (int place : places) {
            joined.append(alike(words.charAt(place)));
        }
        Set<Integer> lengths = new TreeSet<>();
        wanted.forEach(stretch -> lengths.add(stretch.length()));
        for (int length : lengths) {
            for (int at = 0; at + length <= places.length; at++) {
                if (wanted.contains(joined.substring(at, at + length))) {
                    shown.set(
                            startOfRun(words, places[at]),
                            endOfRun(words, places[at + length - 1]));
                }
            }
        }
    }

    private static BitSet characters(String words, IntPredicate which) {
        BitSet characters = new BitSet();
        for (int at = 0; at < words.length(); at++) {
            characters.set(at, which.test(words.charAt(at)));
        }
        return characters;
    }

    /** Without the mark of a hex number, 0x. */
    private static BitSet hexCharacters(String words) {
        BitSet characters = new BitSet();
        for (int at = 0; at < words.length(); at++) {
            boolean mark = at + 1 < words.length() && (words.charAt(at + 1) | 0x20) == 'x';
            characters.set(
                    at,
                    HexFormat.isHexDigit(words.charAt(at)) && !(mark && words.charAt(at) == '0'));
        }
        return characters;
    }

    /** The rest of a run is of the same secret, or of what stands around it. */
    private static int startOfRun(String words, int at) {
        int start = at;
        while (start > 0 && isBase64(words.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfRun(String words, int at) {
        int end = at + 1;
        while (end < words.length() && (isBase64(words.charAt(end)) || words.charAt(end) == '=')) {
            end++;
        }
        return end;
    }

    /** Without what is escaped, or comes in another encoding, and without blanks. */
    private static boolean isBare(int c) {
        return c > ' ' && c < 127 && c != '\\' && c != '"';
    }

    private static boolean isBase64(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "+/-_".indexOf(c) >= 0);
    }

    /** Servers change the case of what they repeat, and two characters differ between alphabets. */
    private static String alike(String base64) {
        StringBuilder alike = new StringBuilder(base64);
        for (int at = 0; at < alike.length(); at++) {
            alike.setCharAt(at, alike(base64.charAt(at)));
        }
        return alike.toString();
    }

    private static char alike(char c) {
        return switch (c) {
            case '-' -> '+';
            case '_' -> '/';
            default -> Character.toLowerCase(c);
        };
    }
}
