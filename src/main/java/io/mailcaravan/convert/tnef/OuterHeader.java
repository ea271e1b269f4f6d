package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.item.Surroundings;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.TransportHeader;
import io.mailcaravan.convert.tnef.mime.AddressField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The people in the header of the message around a TNEF part. */
final class OuterHeader {

    private OuterHeader() {}

    static Surroundings surroundings(Header header) {
        return surroundings(header::get);
    }

    static Surroundings surroundings(TransportHeader header) {
        return surroundings(header::get);
    }

    private static Surroundings surroundings(Function<String, Optional<String>> field) {
        List<Mailbox> to = new ArrayList<>(AddressField.mailboxes(field.apply("To")));
        to.addAll(AddressField.mailboxes(field.apply("Cc")));
        return new Surroundings(
                AddressField.mailboxes(field.apply("From")).stream().findFirst(), to);
    }
}
