package io.mailcaravan.convert.tnef.message;

import java.util.ArrayList;
import java.util.List;

/**
 * An address and the name around it, out of what programs write where an address belongs: {@code
 * Ann (ann@example.org)}, {@code ann@example.org <ann@example.org>}, {@code SMTP:ann@example.org}.
 *
 * @param address an SMTP address that can be sent to as it is, or empty
 * @param rest the text without the address
 */
record AddressText(String address, String rest) {

    /** RFC 3696 erratum 1690 says 254; Exchange has longer ones for what it forwards. */
    private static final int LONGEST = 500;

    /** What may stand neither in an address nor next to one that is not quoted, RFC 5322 3.2.3. */
    private static final String SEPARATORS = "<>()[],;:\"\\@";

    private static final String OPEN = "<([";

    private static final String CLOSE = ">)]";

    /** What writers put between a bracket and the address. */
    private static final String MARKS = " \t'\".";

    /** Addresses in one text that are looked at. */
    private static final int MOST = 100;

    /** The schemes that programs put in front. */
    private static final List<String> SCHEMES = List.of("smtp:", "mailto:");

    /**
     * Where an address is.
     *
     * @param outerFrom with the brackets, quotation marks and scheme around it
     */
    private record Found(int from, int to, int outerFrom, int outerTo, boolean enclosed) {}

    /**
     * Finds the address; one in brackets before one that only stands there.
     *
     * @param text of any kind; the distinguished name of Exchange ({@code /o=...}) has none
     */
    static AddressText of(String text) {
        if (text.startsWith("/") || text.indexOf('@') < 0) {
            return new AddressText("", text);
        }
        String whole = withoutQuotes(withoutScheme(text.strip()));
        if (isAddress(whole)) {
            return new AddressText(whole, "");
        }
        List<Found> all = all(text);
        return all.stream()
                .filter(Found::enclosed)
                .findFirst()
                .or(() -> all.stream().filter(found -> standsAlone(text, found)).findFirst())
                .map(found -> split(text, found))
                .orElseGet(() -> new AddressText("", text));
    }

    /** Whether mail can be sent there, with nothing around it; a quoted local part counts. */
    static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > LONGEST || text.startsWith("/")) {
            return false;
        }
        String local = text.substring(0, at);
        boolean quoted = local.length() > 2 && local.startsWith("\"") && local.endsWith("\"");
        return (quoted ? isQuoted(local.substring(1, local.length() - 1)) : isAtoms(local))
                && isDomain(text.substring(at + 1));
    }

    private static boolean isQuoted(String text) {
        return text.chars().allMatch(c -> c == ' ' || (isAtom(c) || "<>()[],;:@".indexOf(c) >= 0));
    }

    private static boolean isAtoms(String text) {
        return !text.isEmpty() && text.chars().allMatch(AddressText::isAtom);
    }

    private static boolean isAtom(int c) {
        return c > ' '
                && c != 0x7F
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && !Character.isISOControl(c)
                && SEPARATORS.indexOf(c) < 0;
    }

    private static boolean isDomain(String domain) {
        boolean literal = domain.startsWith("[") && domain.endsWith("]");
        return literal
                ? domain.matches("\\[[\\w.:-]{2,60}]")
                : isAtoms(domain)
                        && !domain.startsWith(".")
                        && !domain.endsWith(".")
                        && domain.indexOf('/') < 0
                        && domain.indexOf('\'') < 0;
    }

    private static String withoutScheme(String text) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return text.substring(scheme.length()).strip();
            }
        }
        return text;
    }

    private static String withoutQuotes(String text) {
        boolean quoted =
                text.length() > 2
                        && "'\"".indexOf(text.charAt(0)) >= 0
                        && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Around each {@code @} as much as can be an address; one walk, as none overlaps another. */
    private static List<Found> all(String text) {
        List<Found> all = new ArrayList<>();
        int done = 0;
        for (int at = text.indexOf('@');
                at >= 0 && all.size() < MOST;
                at = text.indexOf('@', at + 1)) {
            int from = at;
            while (from > done && isAtom(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 1;
            while (to < text.length() && isAtom(text.charAt(to))) {
                to++;
            }
            done = to;
            Found found = found(text, from, to);
            if (isAddress(text.substring(found.from(), found.to()))) {
                all.add(found);
            }
        }
        return all;
    }

    /** Without quotation marks of a writer, and without the full stop of a sentence. */
    private static Found found(String text, int from, int to) {
        int first = from;
        int last = to;
        while (last > first && ".'".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        if (first < last && text.charAt(first) == '\'' && last < to) {
            first++;
        }
        int before = skipBack(text, first);
        for (String scheme : SCHEMES) {
            int start = before - scheme.length();
            if (start >= 0 && text.regionMatches(true, start, scheme, 0, scheme.length())) {
                before = skipBack(text, start);
            }
        }
        int after = last;
        while (after < text.length() && MARKS.indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        int bracket = before == 0 ? -1 : OPEN.indexOf(text.charAt(before - 1));
        boolean enclosed =
                bracket >= 0
                        && after < text.length()
                        && CLOSE.indexOf(text.charAt(after)) == bracket;
        return enclosed
                ? new Found(first, last, before - 1, after + 1, true)
                : new Found(first, last, before, after, false);
    }

    /** Over spaces and quotation marks. */
    private static int skipBack(String text, int from) {
        int at = from;
        while (at > 0 && MARKS.indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    /** A word of its own that can be nothing else: {@code Ann/Sales@Notes} is no address. */
    private static boolean standsAlone(String text, Found found) {
        String address = text.substring(found.from(), found.to());
        return address.indexOf('/') < 0
                && address.indexOf('=') < 0
                && address.lastIndexOf('.') > address.indexOf('@');
    }

    private static AddressText split(String text, Found found) {
        String before = text.substring(0, found.outerFrom()).strip();
        String after = text.substring(found.outerTo()).strip();
        return new AddressText(
                text.substring(found.from(), found.to()), (before + " " + after).strip());
    }
}
