package io.mailcaravan.convert.tnef.item;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardWriter;
import java.io.IOException;
import java.io.StringWriter;

/** Writes vCards, RFC 6350, without a name of the program in them. */
final class CardText {

    private CardText() {}

    static String write(VCard card) {
        StringWriter out = new StringWriter();
        try (VCardWriter writer = new VCardWriter(out, VCardVersion.V4_0)) {
            writer.setAddProdId(false);
            writer.setVersionStrict(false);
            writer.write(card);
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory fails", e);
        }
        return out.toString();
    }
}
