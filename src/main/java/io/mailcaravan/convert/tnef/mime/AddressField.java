package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.TransportHeader;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the people in a header field. */
public final class AddressField {

    private static final int LONGEST = 100_000;

    private AddressField() {}

    /**
     * Those who are named, decoded; a field that nobody can read names nobody.
     *
     * @param value unfolded
     */
    public static List<Mailbox> mailboxes(Optional<String> value) {
        List<Mailbox> mailboxes = new ArrayList<>();
        try {
            for (InternetAddress address :
                    InternetAddress.parseHeader(start(value.orElse("")), false)) {
                String name = address.getPersonal();
                mailboxes.add(
                        new Mailbox(
                                name == null ? "" : name,
                                address.getAddress() == null ? "" : address.getAddress()));
            }
        } catch (AddressException e) {
            return mailboxes;
        }
        return mailboxes;
    }

    /** As many addresses as anybody writes to; a cut one at the end is left out. */
    private static String start(String field) {
        return field.length() <= LONGEST
                ? field
                : field.substring(0, Math.max(0, field.lastIndexOf(',', LONGEST)));
    }

    /** The sender of a message, as its properties or the header that it once had name him. */
    public static Optional<Mailbox> sender(Optional<Mailbox> from, TransportHeader transport) {
        return from.filter(Mailbox::hasSmtp)
                .or(
                        () ->
                                mailboxes(transport.get("From")).stream()
                                        .filter(Mailbox::hasSmtp)
                                        .findFirst())
                .or(() -> from);
    }
}
