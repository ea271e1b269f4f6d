package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;

/** Why one object was not made or changed (RFC 8620, 5.3; RFC 8621, 4.8); its neighbours were. */
record SetError(String type, String description) {

    static SetError of(JsonNode error) {
        return new SetError(error.path("type").asText("?"), error.path("description").asText(""));
    }

    /**
     * @param place mailbox and what was asked for, as a sentence begins
     * @param scope of what was not made
     */
    MailboxException of(String place, Scope scope) {
        String message =
                place
                        + ": the server says \""
                        + type
                        + "\""
                        + (description.isEmpty() ? "" : " (" + description + ")");
        return switch (type) {
            case "overQuota" ->
                    MailboxException.withoutRoom(
                            Scope.MAILBOX,
                            message,
                            "Give the mailbox more room, then run a pass again.",
                            null);
            case "rateLimit", "serverFail", "serverUnavailable", "blobNotFound" ->
                    new MailboxException(scope, Retry.LATER, message, "");
            case "tooLarge", "tooManyKeywords", "tooManyMailboxes" ->
                    new MailboxException(
                            scope, Retry.NEVER, message, "It is over a limit of the server.");
            case "forbidden" ->
                    new MailboxException(
                            scope == Scope.MESSAGE ? Scope.FOLDER : scope,
                            Retry.NEVER,
                            message,
                            "Give the signed-in user the right to do it.");
            default -> new MailboxException(scope, Retry.NEVER, message, "");
        };
    }
}
