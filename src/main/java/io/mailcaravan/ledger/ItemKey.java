package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;

/**
 * Source identity of an item within a route. Its text form is what routes see, in the header {@code
 * CamelMailboxItemKey}: {@code acme/acme-old/alice@acme.example/Projects%2FAlpha/1600000005/42}.
 */
public final class ItemKey {

    private final MailboxName in;
    private final FolderPath folder;
    private final UidValidity uidValidity;
    private final Uid uid;

    /**
     * The text form up to the UID, which all keys of a folder share; null before it was asked for.
     */
    private String folderText;

    /** The text form, which a route asks for again and again; null before it was asked for. */
    private String text;

    public ItemKey(
            String route,
            String store,
            String mailbox,
            FolderPath folder,
            UidValidity uidValidity,
            Uid uid) {
        this(new MailboxName(route, store, mailbox), folder, uidValidity, uid);
    }

    ItemKey(MailboxName in, FolderPath folder, UidValidity uidValidity, Uid uid) {
        this.in = in;
        this.folder = folder;
        this.uidValidity = uidValidity;
        this.uid = uid;
    }

    /** The mailbox that it lies in. */
    MailboxName in() {
        return in;
    }

    public String route() {
        return in.route();
    }

    public String store() {
        return in.store();
    }

    public String mailbox() {
        return in.mailbox();
    }

    public FolderPath folder() {
        return folder;
    }

    public UidValidity uidValidity() {
        return uidValidity;
    }

    public Uid uid() {
        return uid;
    }

    /** What differs within a mailbox comes first: each item is looked up several times. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ItemKey key
                        && uid.equals(key.uid)
                        && folder.equals(key.folder)
                        && uidValidity.equals(key.uidValidity)
                        && in.equals(key.in));
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
        ItemKey key = new ItemKey(in, folder, uidValidity, other);
        key.folderText = folderText();
        return key;
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

    private String folderText() {
        String known = folderText;
        if (known == null) {
            known =
                    encode(in.route())
                            + '/'
                            + encode(in.store())
                            + '/'
                            + encode(in.mailbox())
                            + '/'
                            + encode(folder.toString())
                            + '/'
                            + uidValidity
                            + '/';
            folderText = known;
        }
        return known;
    }

    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = folderText() + uid;
            text = known;
        }
        return known;
    }
}
