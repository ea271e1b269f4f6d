package io.mailcaravan.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first half of a SHA-256: enough that nobody can make two messages with the same one, and half
 * the memory.
 */
public record Digest(long high, long low) {

    /** For whoever adds bytes piece by piece; ends in {@link #of(MessageDigest)}. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** With all bytes of this content added. */
    public static MessageDigest over(Content content) throws IOException {
        MessageDigest digest = begin();
        try (InputStream in = content.open()) {
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest;
    }

    /** Of all bytes added; the digest begins anew. */
    public static Digest of(MessageDigest bytes) {
        ByteBuffer sha = ByteBuffer.wrap(bytes.digest());
        return new Digest(sha.getLong(), sha.getLong());
    }

    /** Of a text, in UTF-8. */
    public static Digest of(String text) {
        MessageDigest digest = begin();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return of(digest);
    }

    /** As 32 hexadecimal digits. */
    public String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /**
     * From a whole SHA-256.
     *
     * @param hex 64 digits
     */
    public static Digest ofSha256(String hex) {
        return new Digest(
                Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }
}
