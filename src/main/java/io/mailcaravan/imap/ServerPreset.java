package io.mailcaravan.imap;

/** The makes of servers whose {@link ServerQuirks} are known, as configuration names them. */
public enum ServerPreset {
    /** As the server shows itself, by capabilities or greeting. */
    AUTO,
    /** Without any, whatever it shows. */
    NONE,
    /** Exchange Server on a company's own machines. */
    EXCHANGE,
    /** Exchange Online; the same as {@link #EXCHANGE} so far. */
    MICROSOFT365,
    /** Gmail, also of Google Workspace. */
    GMAIL,
    /** Gmail as a store of labels; no setting names it, it comes with the store's type. */
    LABELS
}
