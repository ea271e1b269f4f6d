package io.mailcaravan.disk;

import java.io.IOException;

/** A file of a store's own that cannot be read as one: the message says which and why. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * @param problem {@code the list of UIDs /mail/dovecot-uidlist is damaged: it is empty}
     */
    public DamagedFileException(String problem) {
        super(problem);
    }
}
