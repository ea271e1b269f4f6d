package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;

/**
 * Source identity of an item within a route. Its text form is what routes see, in the header {@code
 * CamelMailboxItemKey}: {@code acme/acme-old/alice@acme.example/Projects%2FAlpha/1600000005/42}.
 */
public record ItemKey(
        String route,
        String store,
        String mailbox,
        FolderPath folder,
        UidValidity uidValidity,
        Uid uid) {

    /** What differs within a mailbox comes first: each item is looked up several times. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ItemKey key
                        && uid.equals(key.uid)
                        && folder.equals(key.folder)
                        && uidValidity.equals(key.uidValidity)
                        && mailbox.equals(key.mailbox)
                        && store.equals(key.store)
                        && route.equals(key.route));
    }

    @Override
    public int hashCode() {
        return 31 * folder.hashCode() + uid.hashCode();
    }

    /**
     * Reads the text form of {@link #toString()}.
     *
     * @throws IllegalArgumentException when the text is no item key
     */
    public static ItemKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 6) {
            throw noKey(text, null);
        }
        try {
            return new ItemKey(
                    decode(parts[0]),
                    decode(parts[1]),
                    decode(parts[2]),
                    FolderPath.parse(decode(parts[3])),
                    new UidValidity(Long.parseLong(parts[4])),
                    new Uid(Long.parseLong(parts[5])));
        } catch (IllegalArgumentException e) {
            throw noKey(text, e);
        }
    }

    /** The key of another item of the same folder. */
    public ItemKey with(Uid other) {
        return new ItemKey(route, store, mailbox, folder, uidValidity, other);
    }

    private static IllegalArgumentException noKey(String text, Exception cause) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is no item key; the ledger takes the header CamelMailboxItemKey,"
                        + " ROUTE/STORE/MAILBOX/FOLDER/UIDVALIDITY/UID",
                cause);
    }

    private static String encode(String part) {
        return part.indexOf('%') < 0 && part.indexOf('/') < 0
                ? part
                : part.replace("%", "%25").replace("/", "%2F");
    }

    private static String decode(String part) {
        return part.indexOf('%') < 0 ? part : part.replace("%2F", "/").replace("%25", "%");
    }

    @Override
    public String toString() {
        return encode(route)
                + '/'
                + encode(store)
                + '/'
                + encode(mailbox)
                + '/'
                + encode(folder.toString())
                + '/'
                + uidValidity
                + '/'
                + uid;
    }
}
