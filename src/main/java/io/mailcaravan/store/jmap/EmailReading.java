package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.store.jmap.Emails.Stored;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Content, and what is taken from it; several downloads are under way. */
final class EmailReading {

    private final EmailNumbers numbers;
    private final Emails emails;
    private final Downloads downloads;
    private final int ahead;

    /** Why items that are listed were not delivered. */
    private final Map<Uid, String> unreadable = new HashMap<>();

    EmailReading(JmapWire wire, EmailNumbers numbers, Emails emails, Spool spool) {
        this.numbers = numbers;
        this.emails = emails;
        this.downloads = new Downloads(wire, spool);
        // one stays free for what is asked meanwhile
        this.ahead = Math.min(wire.account().limits().requests() - 1, SharedAccount.MOST);
    }

    /** An item under way. */
    private record Coming(ItemHead head, Optional<Content> content) implements AutoCloseable {
        @Override
        public void close() {
            content.ifPresent(Content::close);
        }
    }

    /** An item that is there. */
    private record Asked(ItemHead head, Stored email) {}

    void read(Iterator<List<ItemHead>> windows, ItemSink to) throws MailboxException {
        Deque<Asked> asked = new ArrayDeque<>();
        try (Ahead<Coming> coming = new Ahead<>(ahead)) {
            while (true) {
                while (asked.isEmpty() && !coming.isFull() && windows.hasNext()) {
                    asked.addAll(look(windows.next()));
                }
                while (!asked.isEmpty() && !coming.isFull()) {
                    Asked next = asked.remove();
                    coming.begin(() -> new Coming(next.head(), downloads.content(next.email())));
                }
                if (!coming.isEmpty()) {
                    deliver(coming.take(), to);
                } else if (asked.isEmpty() && !windows.hasNext()) {
                    return;
                }
            }
        }
    }

    private void deliver(Coming came, ItemSink to) throws MailboxException {
        if (came.content().isPresent()) {
            to.accept(new Item(came.head(), came.content().get()));
        } else {
            unreadable.put(
                    came.head().uid(), "the server lists it, and has no content of it (404)");
        }
    }

    private List<Asked> look(List<ItemHead> window) throws MailboxException {
        Map<Uid, ItemHead> heads = new HashMap<>();
        window.forEach(head -> heads.put(head.uid(), head));
        Deque<Asked> found = new ArrayDeque<>();
        emails.each(
                numbers.ids(heads.keySet()),
                email -> found.add(new Asked(heads.get(email.head().uid()), email)));
        return List.copyOf(found);
    }

    Optional<String> unreadable(Uid uid) {
        return Optional.ofNullable(unreadable.get(uid));
    }

    void fingerprints(UidRange range, BiConsumer<Uid, Fingerprint> to) throws MailboxException {
        record Print(Uid uid, Optional<Fingerprint> of) {}
        try (Ahead<Print> coming = new Ahead<>(ahead)) {
            numbers.each(
                    range,
                    ids ->
                            emails.each(
                                    ids,
                                    email -> {
                                        if (coming.isFull()) {
                                            Print print = coming.take();
                                            print.of().ifPresent(is -> to.accept(print.uid(), is));
                                        }
                                        coming.begin(
                                                () ->
                                                        new Print(
                                                                email.head().uid(),
                                                                downloads.fingerprint(email)));
                                    }));
            while (!coming.isEmpty()) {
                Print print = coming.take();
                print.of().ifPresent(is -> to.accept(print.uid(), is));
            }
        }
    }
}
