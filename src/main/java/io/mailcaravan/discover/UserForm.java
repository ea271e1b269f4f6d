package io.mailcaravan.discover;

import io.mailcaravan.mailbox.AsciiCase;
import java.util.Optional;

/** Under which name the mailbox of an address signs in. */
public enum UserForm {
    /** The whole address. */
    ADDRESS,
    /** What stands before the {@code @}. */
    LOCAL_PART,
    /** Nobody says so; the whole address is the usual one (RFC 6186, 4). */
    UNKNOWN;

    /** Of a placeholder of autoconfig's. */
    static Optional<UserForm> placeholder(String text) {
        return switch (AsciiCase.upper(text.strip())) {
            case "%EMAILADDRESS%", "%EMAILLOCALPART%@%EMAILDOMAIN%" -> Optional.of(ADDRESS);
            case "%EMAILLOCALPART%" -> Optional.of(LOCAL_PART);
            case "" -> Optional.of(UNKNOWN);
            default -> Optional.empty();
        };
    }

    /** The name of that address. */
    public Optional<String> of(MailDomain domain) {
        return domain.address()
                .map(whole -> this == LOCAL_PART ? whole.localPart() : whole.toString());
    }

    /** For people. */
    public String words() {
        return switch (this) {
            case ADDRESS -> "mailboxes sign in with their whole address";
            case LOCAL_PART -> "mailboxes sign in with what stands before the @";
            case UNKNOWN -> "nobody says under which name mailboxes sign in: try the whole address";
        };
    }
}
