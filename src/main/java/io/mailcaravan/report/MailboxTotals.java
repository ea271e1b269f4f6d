package io.mailcaravan.report;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.ItemKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many items of a mailbox are in which state, by leg in use and kind; folders as they are now,
 * older UIDVALIDITYs left out.
 */
public record MailboxTotals(Map<Leg, Map<ItemKind, Totals>> ofLegs) {

    /** Of all kinds together. */
    Map<Leg, Totals> legs() {
        Map<Leg, Totals> legs = new LinkedHashMap<>();
        ofLegs.forEach((leg, kinds) -> legs.put(leg, sum(kinds.values())));
        return legs;
    }

    /** Over all legs; none of kinds of which there is nothing. */
    Map<ItemKind, Totals> kinds() {
        Map<ItemKind, Totals> sums = new EnumMap<>(ItemKind.class);
        for (Map<ItemKind, Totals> kinds : ofLegs.values()) {
            kinds.forEach((kind, totals) -> sums.merge(kind, totals, Totals::plus));
        }
        sums.values().removeIf(Totals.NONE::equals);
        return sums;
    }

    private static Totals sum(Collection<Totals> totals) {
        return totals.stream().reduce(Totals.NONE, Totals::plus);
    }
}
