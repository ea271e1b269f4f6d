package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemKind;
import java.nio.charset.StandardCharsets;

/**
 * Contacts, events and tasks for tests, and messages beside them: the same call, the same bytes.
 */
public final class KindItems {

    private KindItems() {}

    /**
     * An item of that kind.
     *
     * @param uid what tells it from others; empty for none
     * @param text what it says; another text makes another state of the same item
     */
    public static Item of(ItemKind kind, String uid, String text) {
        return switch (kind) {
            case MESSAGE -> Messages.plain(uid + " " + text);
            case CONTACT ->
                    item(
                            "BEGIN:VCARD\r\nVERSION:4.0\r\n"
                                    + uid(uid)
                                    + "FN:"
                                    + text
                                    + "\r\nEND:VCARD\r\n");
            case EVENT ->
                    item(
                            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                                    + "BEGIN:VEVENT\r\n"
                                    + uid(uid)
                                    + "DTSTAMP:20210615T083000Z\r\nDTSTART:20210616T083000Z\r\n"
                                    + "SUMMARY:"
                                    + text
                                    + "\r\nBEGIN:VALARM\r\nUID:nested\r\nACTION:AUDIO\r\n"
                                    + "TRIGGER:-PT5M\r\nEND:VALARM\r\n"
                                    + "END:VEVENT\r\nEND:VCALENDAR\r\n");
            case TASK ->
                    item(
                            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                                    + "BEGIN:VTODO\r\n"
                                    + uid(uid)
                                    + "DTSTAMP:20210615T083000Z\r\nSUMMARY:"
                                    + text
                                    + "\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
        };
    }

    private static String uid(String uid) {
        return uid.isEmpty() ? "" : "UID:" + uid + "\r\n";
    }

    private static Item item(String text) {
        return Messages.item(
                text.getBytes(StandardCharsets.UTF_8), Flags.NONE, InternalDate.UNKNOWN);
    }
}
