package io.mailcaravan.assess;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.StoreCapability;
import java.util.Optional;
import java.util.Set;

/**
 * How the sign-in to one end went.
 *
 * @param failure why it did not work; empty where it did
 * @param capabilities what the store can do for this mailbox; empty where that is not known yet
 * @param description what the store calls itself
 */
public record SignIn(
        String store,
        String type,
        String mailbox,
        State state,
        Optional<MailboxException> failure,
        Set<StoreCapability> capabilities,
        String description) {

    /** What came of it. */
    public enum State {
        OK("ok"),
        /** Not there yet; the first pass makes it. */
        TO_BE_CREATED("new"),
        /** What the route needs cannot be had, so that nobody has asked the store. */
        NOT_TRIED("not tried"),
        /** The store answers, but not for this mailbox. */
        REFUSED("refused"),
        /** The store does not answer, or is not to be trusted. */
        UNREACHABLE("unreachable");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** For people. */
        @Override
        public String toString() {
            return text;
        }
    }

    static SignIn failed(End end, MailboxException failure) {
        return new SignIn(
                end.store().name(),
                end.store().type(),
                end.login().mailbox(),
                failure.scope() == Scope.STORE ? State.UNREACHABLE : State.REFUSED,
                Optional.of(failure),
                Set.of(),
                "");
    }

    static SignIn of(End end, State state, Set<StoreCapability> capabilities, String description) {
        return new SignIn(
                end.store().name(),
                end.store().type(),
                end.login().mailbox(),
                state,
                Optional.empty(),
                capabilities,
                description);
    }

    static SignIn notTried(End end) {
        return of(end, State.NOT_TRIED, Set.of(), "");
    }

    public boolean works() {
        return state == State.OK || state == State.TO_BE_CREATED;
    }
}
