package io.mailcaravan.mailbox;

/** What an item is, and so the format of its content. */
public enum ItemKind {
    /** MIME (RFC 5322). */
    MESSAGE,
    /** vCard 4 (RFC 6350). */
    CONTACT,
    /** iCalendar VEVENT (RFC 5545). */
    EVENT,
    /** iCalendar VTODO (RFC 5545). */
    TASK
}
