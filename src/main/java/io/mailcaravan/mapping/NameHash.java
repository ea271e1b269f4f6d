package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.FolderPath;
import java.nio.charset.StandardCharsets;

/**
 * What is put behind a name so that it is a folder's own: {@code ~} and characters that follow from
 * the folder's path alone, so that they are the same in each pass.
 */
final class NameHash {

    static final int LENGTH = 4;

    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final String SUFFIX = "~[" + ALPHABET + "]{" + LENGTH + ",}$";

    private NameHash() {}

    /** {@code ~k3f9}; up to 32 characters behind the {@code ~}. */
    static String of(FolderPath path, int length) {
        byte[] digest = Digest.begin().digest(path.toString().getBytes(StandardCharsets.UTF_16BE));
        StringBuilder text = new StringBuilder("~");
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(digest[i] & 31));
        }
        return text.toString();
    }

    /** The name without such an end. */
    static String without(String name) {
        return name.replaceFirst(SUFFIX, "");
    }
}
