package io.mailcaravan.convert.tnef.mapi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Windows code pages by number; Java knows many of them under other names than "CpNNN". */
public final class CodePages {

    /** What Outlook means when it says nothing. */
    public static final Charset WESTERN = Charset.forName("windows-1252");

    /**
     * US-ASCII and ISO 8859-1 stand for windows-1252, as in every browser: bytes above 127 under
     * these names are its characters in practice.
     */
    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(20127, "windows-1252"),
                    Map.entry(28591, "windows-1252"),
                    Map.entry(65001, "UTF-8"),
                    Map.entry(1200, "UTF-16LE"),
                    Map.entry(1201, "UTF-16BE"),
                    Map.entry(12000, "UTF-32LE"),
                    Map.entry(12001, "UTF-32BE"),
                    Map.entry(20866, "KOI8-R"),
                    Map.entry(21866, "KOI8-U"),
                    Map.entry(874, "x-windows-874"),
                    Map.entry(932, "windows-31j"),
                    Map.entry(936, "GBK"),
                    Map.entry(949, "x-windows-949"),
                    Map.entry(950, "x-windows-950"),
                    Map.entry(1361, "x-Johab"),
                    Map.entry(10000, "x-MacRoman"),
                    Map.entry(10007, "x-MacCyrillic"),
                    Map.entry(20932, "EUC-JP"),
                    Map.entry(20936, "GB2312"),
                    Map.entry(50220, "ISO-2022-JP"),
                    Map.entry(50221, "ISO-2022-JP"),
                    Map.entry(50222, "ISO-2022-JP"),
                    Map.entry(50225, "ISO-2022-KR"),
                    Map.entry(51932, "EUC-JP"),
                    Map.entry(51936, "GB2312"),
                    Map.entry(51949, "EUC-KR"),
                    Map.entry(54936, "GB18030"));

    /** Java asks all its providers for a name that is none, each time. */
    private static final Map<Integer, Optional<Charset>> FOUND = new ConcurrentHashMap<>();

    private static final int HIGHEST = 0xFFFF;

    private CodePages() {}

    /** Empty for a number that is no code page. */
    public static Optional<Charset> charset(int codePage) {
        return codePage <= 0 || codePage > HIGHEST
                ? Optional.empty()
                : FOUND.computeIfAbsent(codePage, CodePages::find);
    }

    private static Optional<Charset> find(int codePage) {
        String name = NAMES.get(codePage);
        if (name != null) {
            return Optional.of(Charset.forName(name));
        }
        if (codePage > 28591 && codePage <= 28606) {
            return supported("ISO-8859-" + (codePage - 28590));
        }
        for (String prefix : List.of("windows-", "IBM", "Cp")) {
            Optional<Charset> charset = supported(prefix + codePage);
            if (charset.isPresent()) {
                return charset;
            }
        }
        return Optional.empty();
    }

    private static Optional<Charset> supported(String name) {
        return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    }

    /** The charset of 8-bit strings; never one in which ASCII is not ASCII. */
    public static Charset oem(int codePage) {
        return charset(codePage)
                .filter(c -> "A".equals(new String(new byte[] {'A'}, c)))
                .filter(c -> !c.equals(StandardCharsets.UTF_16LE))
                .orElse(WESTERN);
    }
}
