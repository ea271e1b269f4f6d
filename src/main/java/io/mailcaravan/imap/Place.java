package io.mailcaravan.imap;

/** Where something happened, for messages. */
record Place(String store, String host, int port, String mailbox) {
    /** As a sentence begins: {@code Store acme-old (imap.acme.example:993), mailbox joe}. */
    @Override
    public String toString() {
        return "Store " + store + " (" + host + ":" + port + "), mailbox " + mailbox;
    }
}
