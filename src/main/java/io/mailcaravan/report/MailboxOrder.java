package io.mailcaravan.report;

/** How a list of mailboxes is sorted; those that are equal in it by store and name. */
public enum MailboxOrder {
    /** By store and name. */
    NAME,
    /** Most failed items first. */
    FAILED,
    /** Most copied bytes first. */
    BYTES,
    /** The latest pass first, those without any at the end. */
    LAST_PASS
}
