package io.mailcaravan.convert.tnef.message;

/**
 * A person or a list. Whatever the sender's program wrote as the address, here it is either one
 * that mail can be sent to, or none at all.
 *
 * @param name as shown; may be empty
 * @param email an SMTP address with nothing around it, an Exchange distinguished name ({@code
 *     /o=...}) or another text that is no address, or empty
 */
public record Mailbox(String name, String email) {

    public Mailbox {
        AddressText own = AddressText.of(email);
        AddressText shown = AddressText.of(name);
        if (!own.address().isEmpty()) {
            email = own.address();
            if (shown.address().equalsIgnoreCase(email)) {
                name = shown.rest().isEmpty() ? shown.address() : bare(shown.rest());
            } else if (name.isBlank()) {
                name = bare(own.rest());
            }
        } else if (!shown.address().isEmpty()) {
            boolean swapped = shown.rest().isEmpty() && !email.startsWith("/");
            name = swapped ? email : bare(shown.rest());
            email = shown.address();
        }
    }

    /** Without the quotation marks of a header field. */
    private static String bare(String name) {
        String text = name.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    public boolean isEmpty() {
        return name.isEmpty() && email.isEmpty();
    }

    /** Whether mail can be sent there from outside its Exchange organisation. */
    public boolean hasSmtp() {
        return AddressText.isAddress(email);
    }
}
