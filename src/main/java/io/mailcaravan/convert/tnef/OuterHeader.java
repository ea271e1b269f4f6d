package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.item.Surroundings;
import io.mailcaravan.convert.tnef.message.Mailbox;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The people in the header of the message around a TNEF part. */
final class OuterHeader {

    private static final int LONGEST = 100_000;

    private OuterHeader() {}

    static Surroundings surroundings(Header header) {
        List<Mailbox> to = new ArrayList<>(mailboxes(header.get("To")));
        to.addAll(mailboxes(header.get("Cc")));
        return new Surroundings(mailboxes(header.get("From")).stream().findFirst(), to);
    }

    /** As many addresses as anybody writes to; a cut one at the end is left out. */
    private static String start(String field) {
        return field.length() <= LONGEST
                ? field
                : field.substring(0, Math.max(0, field.lastIndexOf(',', LONGEST)));
    }

    private static List<Mailbox> mailboxes(Optional<String> field) {
        List<Mailbox> mailboxes = new ArrayList<>();
        try {
            for (InternetAddress address :
                    InternetAddress.parseHeader(start(field.orElse("")), false)) {
                String name = address.getPersonal();
                mailboxes.add(new Mailbox(name == null ? "" : name, address.getAddress()));
            }
        } catch (AddressException e) {
            return mailboxes; // a field that nobody can read names nobody
        }
        return mailboxes;
    }
}
