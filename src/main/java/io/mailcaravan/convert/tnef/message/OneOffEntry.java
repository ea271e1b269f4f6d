package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.CodePages;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** A one-off entry id, [MS-OXCDATA] 2.2.5.1: a person who is in no address book. */
public final class OneOffEntry {

    /** Behind four bytes of flags, says that this is a one-off entry. */
    private static final byte[] PROVIDER =
            HexFormat.of().parseHex("812b1fa4bea310199d6e00dd010f5402");

    private static final int STRINGS = 24;
    private static final int UNICODE = 0x8000;

    private OneOffEntry() {}

    /**
     * The person; empty where the entry is of another kind, as one that leads into an address book.
     */
    public static Optional<Mailbox> of(Bytes id) {
        if (id.size() < STRINGS || !id.from(4).startsWith(PROVIDER)) {
            return Optional.empty();
        }
        boolean unicode = (id.u16(22) & UNICODE) != 0;
        Charset charset = unicode ? StandardCharsets.UTF_16LE : CodePages.WESTERN;
        String[] strings = id.from(STRINGS).text(charset).split("\0", 4);
        return strings.length < 3
                ? Optional.empty()
                : Optional.of(new Mailbox(strings[0], strings[2]));
    }
}
