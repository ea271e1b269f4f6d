package io.mailcaravan.imap;

/**
 * One mailbox at one server, as messages name it.
 *
 * @param name empty where nobody signs in
 */
record ServerMailbox(String store, String host, int port, String name) {
    /** As a sentence begins: {@code Store acme-old (imap.acme.example:993), mailbox joe}. */
    @Override
    public String toString() {
        return "Store "
                + store
                + " ("
                + host
                + ":"
                + port
                + ")"
                + (name.isEmpty() ? "" : ", mailbox " + name);
    }
}
