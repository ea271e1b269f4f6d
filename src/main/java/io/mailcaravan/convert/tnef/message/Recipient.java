package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.Properties;

/**
 * A row of the recipients table.
 *
 * @param type 1 To, 2 Cc, 3 Bcc; for a meeting: required, optional, resource
 * @param row all that it says, as why a message did not reach this one
 */
public record Recipient(int type, Mailbox mailbox, Properties row) {

    public static final int TO = 1;
    public static final int CC = 2;
    public static final int BCC = 3;

    /** PidTagRecipientFlags, [MS-OXOCAL] 2.2.3.9.2. */
    private static final int FLAGS = 0x5FFD;

    private static final int ORGANIZER = 0x2;

    /** One who is in no table. */
    public Recipient(int type, Mailbox mailbox) {
        this(type, mailbox, Properties.none());
    }

    /** Whether a meeting is this one's. */
    public boolean isOrganizer() {
        return isOrganizer(row);
    }

    static boolean isOrganizer(Properties row) {
        return (row.integer(FLAGS).orElse(0) & ORGANIZER) != 0;
    }
}
