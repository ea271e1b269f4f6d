package io.mailcaravan.convert.tnef.message;

/**
 * A row of the recipients table.
 *
 * @param type 1 To, 2 Cc, 3 Bcc; for a meeting: required, optional, resource
 */
public record Recipient(int type, Mailbox mailbox) {

    public static final int TO = 1;
    public static final int CC = 2;
    public static final int BCC = 3;
}
