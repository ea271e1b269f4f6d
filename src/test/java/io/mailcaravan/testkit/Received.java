package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An item as a store delivered it; compared by what a reader would compare. */
public record Received(ItemHead head, String sha256, String text) {

    /** Reads the item twice, as a redelivery would, and closes it. */
    public static Received of(Item item) {
        try (var content = item.content()) {
            byte[] first = bytes(item);
            byte[] second = bytes(item);
            if (!sha256(first).equals(sha256(second))) {
                throw new AssertionError("a second reading gives other bytes");
            }
            if (first.length != content.size()) {
                throw new AssertionError(
                        "size() says " + content.size() + ", there are " + first.length);
            }
            // the text is for a failing test's message: one char a byte, of short items only
            String text = first.length > 2000 ? "" : new String(first, StandardCharsets.ISO_8859_1);
            return new Received(item.head(), sha256(first), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Uid uid() {
        return head.uid();
    }

    /** All bytes of an item. */
    public static byte[] bytes(Item item) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var in = item.content().open()) {
            in.transferTo(out);
        }
        return out.toByteArray();
    }

    /** The digest of an item that is to be appended. */
    public static String sha256(Item item) {
        try {
            return sha256(bytes(item));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digest in hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
