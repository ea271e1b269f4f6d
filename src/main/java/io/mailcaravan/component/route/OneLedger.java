package io.mailcaravan.component.route;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Route;
import org.apache.camel.processor.idempotent.IdempotentConsumer;

/**
 * Refuses a route of which two places keep their record in two ledgers. Each would know a half:
 * what the one has as copied, the other has never heard of.
 */
final class OneLedger {

    private static final String ITEM_KEY = "camelmailboxitemkey";

    private final Route route;
    private final Ledger ledger;

    private OneLedger(Route route, Ledger ledger) {
        this.route = route;
        this.ledger = ledger;
    }

    /**
     * @param source at which the route begins
     * @param ends that it names
     * @param routes itself and those it calls
     * @throws ConfigurationException for an end or step with another ledger than the source's, and
     *     for a step that keeps item keys anywhere else
     */
    static void check(Route route, MailboxEnd source, List<MailboxEnd> ends, List<Route> routes) {
        OneLedger one = new OneLedger(route, source.ledger());
        ends.forEach(one::end);
        routes.stream()
                .flatMap(called -> called.filter("*").stream())
                .filter(IdempotentConsumer.class::isInstance)
                .forEach(step -> one.step((IdempotentConsumer) step));
    }

    private void end(MailboxEnd end) {
        if (end.ledger() != ledger) {
            throw refused(
                    "mailbox:" + end.storeName() + " has another ledger than the route's source",
                    "Leave the option idempotentRepository out at both ends, or write the same at both.");
        }
    }

    private void step(IdempotentConsumer step) {
        if (step.getIdempotentRepository() instanceof Ledger other) {
            if (other != ledger) {
                throw refused(
                        "a step idempotentConsumer has another ledger than the route's source",
                        "Name the same one in both places.");
            }
        } else if (String.valueOf(step.getMessageIdExpression())
                .toLowerCase(Locale.ROOT)
                .contains(ITEM_KEY)) {
            throw refused(
                    "a step idempotentConsumer keeps item keys in a "
                            + step.getIdempotentRepository().getClass().getSimpleName()
                            + ", which would hold back what is to be replaced or copied again",
                    "Write idempotentRepository: ledger there. Other repositories are for other"
                            + " expressions, a Message-ID for example.");
        }
    }

    private ConfigurationException refused(String what, String todo) {
        return new ConfigurationException("route " + route.getRouteId(), what, todo);
    }
}
