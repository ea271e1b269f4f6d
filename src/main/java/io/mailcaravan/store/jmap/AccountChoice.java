package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.mailbox.AsciiCase;
import java.util.Map;
import java.util.Optional;

/**
 * Which account belongs to the mailbox that is asked for. A token may be another user's, and one
 * mailbox's mail must never come from another's account: an account is taken by its name, or where
 * the signed-in user has the mailbox's name.
 *
 * @param sure whether whoever is signed in is meant, whatever the server calls the user
 */
record AccountChoice(String mailbox, boolean sure) implements JmapAccount.Choice {

    @Override
    public Optional<String> of(JsonNode session) {
        String primary = session.path("primaryAccounts").path(JmapAccount.MAIL).asText("");
        String user = session.path("username").asText("");
        if (!primary.isEmpty() && (sure || isMailbox(user))) {
            return Optional.of(primary);
        }
        for (Map.Entry<String, JsonNode> account : session.path("accounts").properties()) {
            if (AsciiCase.equal(account.getValue().path("name").asText(""), mailbox)) {
                return Optional.of(account.getKey());
            }
        }
        return Optional.empty();
    }

    /** Some servers leave the domain away, and so do some lists. */
    private boolean isMailbox(String user) {
        return AsciiCase.equal(user, mailbox)
                || (isLocal(user) != isLocal(mailbox)
                        && AsciiCase.equal(local(user), local(mailbox)));
    }

    private static boolean isLocal(String name) {
        return name.indexOf('@') < 0;
    }

    private static String local(String name) {
        return isLocal(name) ? name : name.substring(0, name.indexOf('@'));
    }
}
