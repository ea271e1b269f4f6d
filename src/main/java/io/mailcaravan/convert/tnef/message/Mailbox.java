package io.mailcaravan.convert.tnef.message;

import java.util.Locale;

/**
 * A person or a list.
 *
 * @param name as shown; may be empty
 * @param email an SMTP address, an Exchange distinguished name ({@code /o=...}), or empty
 */
public record Mailbox(String name, String email) {

    /** RFC 3696 erratum 1690 says 254; Exchange has longer ones for what it forwards. */
    private static final int LONGEST = 500;

    public Mailbox {
        if (email.toUpperCase(Locale.ROOT).startsWith("SMTP:")) {
            email = email.substring(5);
        }
    }

    public boolean isEmpty() {
        return name.isEmpty() && email.isEmpty();
    }

    /** Whether mail can be sent there from outside its Exchange organisation. */
    public boolean hasSmtp() {
        int at = email.indexOf('@');
        return at > 0
                && at < email.length() - 1
                && email.length() <= LONGEST
                && !email.startsWith("/");
    }
}
