package io.mailcaravan.store.maildir;

import java.util.Arrays;
import java.util.Optional;

/** How the folders of a mailbox lie in its directory. */
enum Layout {
    /**
     * Whatever is found there is taken; what is made anew is made as the folders that are there.
     */
    AUTO("auto"),

    /** {@code .Projects.Alpha}, all beside each other: Maildir++. */
    MAILDIR("maildir++"),

    /**
     * {@code Projects/Alpha}, one in the other: Dovecot's {@code LAYOUT=fs}, mbsync's {@code
     * Verbatim}, OfflineIMAP.
     */
    FS("fs");

    private final String text;

    Layout(String text) {
        this.text = text;
    }

    /** As it is written in configuration. */
    String text() {
        return text;
    }

    static Optional<Layout> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
