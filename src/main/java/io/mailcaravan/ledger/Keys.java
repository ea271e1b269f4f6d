package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.ItemHead;
import java.util.List;
import org.apache.camel.Exchange;

/** The ledger as {@code idempotentConsumer} asks it, by the text of item keys. */
final class Keys {

    private final Storage storage;
    private final Sources sources;
    private final Claims claims;

    Keys(Storage storage, Sources sources, Claims claims) {
        this.storage = storage;
        this.sources = sources;
        this.claims = claims;
    }

    private static ItemKey key(Exchange exchange, String text) {
        return exchange != null
                        && exchange.getProperty(Ledger.ITEM_KEY) instanceof ItemKey known
                        && known.toString().equals(text)
                ? known
                : ItemKey.parse(text);
    }

    /**
     * @param by who claims it; empty for nobody in particular
     */
    boolean add(Exchange exchange, String text, String by) {
        ItemKey key = key(exchange, text);
        // Claimed first, then looked up: the other way round, an exchange that ends in between
        // would go unseen.
        if (!claims.take(key, by)) {
            return false;
        }
        boolean added = false;
        try {
            added = sources.mailbox(key).isOpen(key.folder(), key.uidValidity(), key.uid());
            return added;
        } catch (LedgerException e) {
            throw new UncheckedLedgerException(e);
        } finally {
            if (!added) {
                claims.release(key);
            }
        }
    }

    boolean contains(String text) {
        ItemKey key = ItemKey.parse(text);
        try {
            return sources.mailbox(key).isCopied(key.folder(), key.uidValidity(), key.uid());
        } catch (LedgerException e) {
            throw new UncheckedLedgerException(e);
        }
    }

    boolean confirm(Exchange exchange, String text) {
        ItemKey key = key(exchange, text);
        try {
            boolean byDestination =
                    exchange != null
                            && exchange.getProperty(
                                    Ledger.RECORDED_BY_DESTINATION, false, Boolean.class);
            if (!byDestination && !isLeftOut(exchange) && !claims.isRecorded(key)) {
                record(exchange, key);
            }
            return true;
        } catch (LedgerException e) {
            throw new UncheckedLedgerException(e);
        } finally {
            claims.release(key);
        }
    }

    /** A step of the route has said why it goes nowhere. */
    private static boolean isLeftOut(Exchange exchange) {
        return exchange != null
                && !exchange.getMessage()
                        .getHeader("CamelMailboxSkipReason", "", String.class)
                        .isEmpty();
    }

    /**
     * Where the route sends to no mailbox. Not where the item has a state: skipped by a rule inside
     * the route, or pending in a batch whose outcome is to be looked up.
     */
    private void record(Exchange exchange, ItemKey key) throws LedgerException {
        Long size = null;
        Object flags = null;
        if (exchange != null) {
            size = exchange.getMessage().getHeader("CamelMailboxSize", Long.class);
            flags = exchange.getMessage().getHeader("CamelMailboxFlags");
        }
        ItemHead head =
                new ItemHead(
                        key.uid(),
                        flags == null ? Flags.NONE : Flags.parse(flags.toString()),
                        InternalDate.UNKNOWN,
                        size == null ? 0 : size);
        copiedElsewhere(key, head, "");
    }

    void copiedElsewhere(ItemKey key, ItemHead head, String note) throws LedgerException {
        LedgerFolder folder =
                sources.mailbox(key).ends().get(0).life(key.folder(), key.uidValidity());
        if (!folder.isOpen(key.uid()) || folder.isPending(key.uid())) {
            return;
        }
        ItemRow row = ItemRow.left(ItemState.COPIED, head, storage.reasons().id(note));
        folder.reached(List.of(row));
        storage.writes()
                .run(
                        Change.under(
                                List.of(folder.tenure()),
                                sql -> {
                                    ItemTable.put(sql, folder.id(), List.of(row));
                                    return null;
                                }));
    }
}
