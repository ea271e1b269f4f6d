package io.mailcaravan.filter;

/** Which date {@code since} and {@code before} look at. */
public enum DateField {
    /** When the store received the message; exact to the second. */
    INTERNALDATE,
    /**
     * The {@code Date:} header; to the day, as it is written there, whatever its time zone, because
     * IMAP's SENTBEFORE and SENTSINCE compare so (RFC 9051, 6.4.4).
     */
    DATE_HEADER
}
