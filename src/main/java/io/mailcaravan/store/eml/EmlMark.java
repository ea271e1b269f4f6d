package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a directory is known again by once something was written to it: a random number in a hidden
 * file there. Its path says nothing, as another disk may be mounted there, and neither do inode and
 * time of creation: they are given anew, or are missing.
 */
final class EmlMark {

    static final String FILE = ".caravan-folder";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private EmlMark() {}

    /** Empty where there is none, also where it is damaged. */
    static Optional<String> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        return PlainFiles.exists(file)
                ? Optional.of(PlainFiles.text(file).trim())
                        .filter(text -> FORM.matcher(text).matches())
                : Optional.empty();
    }

    static String next() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    static void write(Path directory, String mark) throws IOException {
        EmlTree.requireNoLinkTo(directory);
        DurableFiles.replace(directory.resolve(FILE), mark + "\n");
    }
}
