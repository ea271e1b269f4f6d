package io.mailcaravan.store.imap;

import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets as a server shows them when it repeats what it got in Base64 or in hex: whole or cut off,
 * by themselves or within something longer, in one piece or wrapped into groups. What is looked for
 * is a stretch of the characters, whatever else stands between them.
 */
final class EncodedSecrets {

    /**
     * Three bytes of a secret. So many characters in this order stand in hardly any sentence by
     * chance.
     */
    private static final int BASE64_STRETCH = 5;

    private static final int HEX_STRETCH = 6;

    /** Shorter ones are in every sentence. */
    private static final int LEAST = 4;

    private final Set<String> base64 = ConcurrentHashMap.newKeySet();
    private final Set<String> hex = ConcurrentHashMap.newKeySet();

    /** A secret that may stand anywhere in what is encoded. */
    void add(byte[] secret) {
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
        if (base64.isEmpty() && hex.isEmpty()) {
            return words;
        }
        BitSet shown = new BitSet();
        mark(words, base64Characters(words), base64, shown);
        mark(words, hexCharacters(words), hex, shown);
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

    private static BitSet base64Characters(String words) {
        BitSet characters = new BitSet();
        for (int at = 0; at < words.length(); at++) {
            characters.set(at, isBase64(words.charAt(at)));
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

    private static boolean isBase64(char c) {
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
