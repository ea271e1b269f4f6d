package io.mailcaravan.convert.tnef.mime;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes a name that can be given to a file anywhere; other characters than these stay. */
public final class SafeName {

    /** Bytes in UTF-8 that every file system takes. */
    private static final int LONGEST = 250;

    /** C0, C1, and the marks that write a name backwards to hide its extension. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]");

    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private SafeName() {}

    /**
     * The last part of a path, without what a file's name cannot have.
     *
     * @param otherwise where nothing is left
     */
    public static String of(String name, String otherwise) {
        String safe = CONTROLS.matcher(name).replaceAll(" ");
        safe = safe.substring(Math.max(safe.lastIndexOf('/'), safe.lastIndexOf('\\')) + 1);
        safe = shorten(safe.strip());
        if (RESERVED.matcher(safe).matches()) {
            safe = "_" + safe;
        }
        return safe.isBlank() || safe.matches("\\.+") ? otherwise : safe;
    }

    private static String shorten(String name) {
        if (size(name) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && size(name.substring(dot)) <= 20 ? name.substring(dot) : "";
        String rest = name.substring(0, name.length() - extension.length());
        rest = rest.substring(0, Math.min(LONGEST, rest.length())); // one by one would take hours
        while (size(rest) + size(extension) > LONGEST) {
            rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
        }
        return rest + extension;
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
