package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.MailboxException;

/** A method that was refused (RFC 8620, 3.6.2); the others of its request were not. */
final class MethodError extends MailboxException {

    private static final long serialVersionUID = 1;

    private final String type;

    private MethodError(Scope scope, Retry retry, String type, String message, String advice) {
        super(scope, retry, message, advice);
        this.type = type;
    }

    /**
     * @param place the mailbox and what was asked for, as a sentence begins
     */
    static MethodError of(String place, String type, String description) {
        String message =
                place
                        + ": the server says \""
                        + type
                        + "\""
                        + (description.isEmpty() ? "" : " (" + description + ")");
        return switch (type) {
            case "forbidden", "accountReadOnly" ->
                    new MethodError(
                            Scope.MAILBOX,
                            Retry.NEVER,
                            type,
                            message,
                            "Give the signed-in user the right to do it.");
            case "accountNotFound", "accountNotSupportedByMethod" ->
                    new MethodError(
                            Scope.MAILBOX,
                            Retry.NEVER,
                            type,
                            message,
                            "Check that the mailbox exists: some servers make it when it is first"
                                    + " signed in to by IMAP.");
            case "invalidArguments",
                    "invalidResultReference",
                    "unknownMethod",
                    "unknownCapability",
                    "requestTooLarge",
                    "unsupportedFilter",
                    "unsupportedSort" ->
                    new MethodError(Scope.STORE, Retry.NEVER, type, message, "");
            case "stateMismatch", "anchorNotFound", "cannotCalculateChanges", "tooManyChanges" ->
                    new MethodError(Scope.STORE, Retry.NOW, type, message, "");
            default ->
                    new MethodError(
                            Scope.STORE,
                            Retry.LATER,
                            type,
                            message,
                            "The server's own log tells more.");
        };
    }

    /** As the server names it. */
    String type() {
        return type;
    }
}
