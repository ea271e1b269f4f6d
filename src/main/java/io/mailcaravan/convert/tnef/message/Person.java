package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.CodePages;
import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where MAPI keeps a person: in several properties, of which a sender's program fills some. They
 * are the name; the SMTP address; an address of any kind; the search key, which is the type and the
 * address in capitals ({@code SMTP:ANN@EXAMPLE.ORG}); the entry id, a {@link OneOffEntry} or one of
 * an address book.
 */
public enum Person {
    /** Who sent it, perhaps for another one. */
    SENDER(0x0C1A, 0x5D01, 0x0C1F, 0x0C1D, 0x0C19),
    /** Who it is from. */
    REPRESENTED(0x0042, 0x5D02, 0x0065, 0x003B, 0x0041),
    RECIPIENT(0x3001, 0x39FE, 0x3003, 0x300B, 0x0FFF),
    /** Of a report: who sent the message that it is about. */
    ORIGINAL_SENDER(0x005A, 0x5D03, 0x0067, 0x005C, 0x005B),
    ORIGINAL_REPRESENTED(0x005D, 0x5D04, 0x0069, 0x005F, 0x005E);

    private static final String SMTP = "SMTP:";

    private final int name;
    private final int smtp;
    private final int email;
    private final int searchKey;
    private final int entryId;

    Person(int name, int smtp, int email, int searchKey, int entryId) {
        this.name = name;
        this.smtp = smtp;
        this.email = email;
        this.searchKey = searchKey;
        this.entryId = entryId;
    }

    /** With the first address that mail can be sent to, or else the first of any kind. */
    public Optional<Mailbox> in(Properties properties) {
        Optional<Mailbox> entry = properties.binary(entryId).flatMap(OneOffEntry::of);
        String called = properties.string(name).or(() -> entry.map(Mailbox::name)).orElse("");
        Mailbox mailbox =
                Stream.of(
                                properties.string(smtp),
                                properties.string(email),
                                properties.binary(searchKey).flatMap(Person::ofSearchKey),
                                entry.map(Mailbox::email))
                        .flatMap(Optional::stream)
                        .filter(text -> !AddressText.of(text).address().isEmpty())
                        .findFirst()
                        .or(() -> properties.string(smtp))
                        .or(() -> properties.string(email))
                        .map(address -> new Mailbox(called, address))
                        .orElseGet(() -> new Mailbox(called, ""));
        return mailbox.isEmpty() ? Optional.empty() : Optional.of(mailbox);
    }

    /** An address written in capitals was written another way; servers know it in small letters. */
    private static Optional<String> ofSearchKey(Bytes key) {
        String text = key.start(1000).text(CodePages.WESTERN);
        int end = text.indexOf('\0');
        String address = end < 0 ? text : text.substring(0, end);
        return address.startsWith(SMTP)
                ? Optional.of(address.substring(SMTP.length()).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
