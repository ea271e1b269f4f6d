package io.mailcaravan.mailbox;

/** A password or token; its text form is stars, so that no log can show it. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself: for signing in, never for a message. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "*****";
    }
}
