package io.mailcaravan.match;

import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A way in which an item may have been appended. */
final class Form {

    private final Item item;
    private final boolean original;
    private final List<String> repairs;
    private final Fingerprint fingerprint;
    private Digest digest;

    private Form(Item item, boolean original, List<String> repairs) throws MailboxException {
        this.item = item;
        this.original = original;
        this.repairs = repairs;
        this.fingerprint = ContentReading.fingerprint(item);
    }

    /** As it would be appended now. */
    static Form of(Wanted wanted) throws MailboxException {
        return new Form(wanted.item(), false, List.of());
    }

    /**
     * All others: as it was read, and both as they would be repaired after a refusal. The caller
     * closes them.
     */
    static List<Form> others(Wanted wanted, Spool spool) throws MailboxException {
        List<Form> forms = new ArrayList<>();
        repaired(wanted.item(), false, spool, forms);
        if (wanted.original().isPresent()) {
            forms.add(new Form(wanted.original().get(), true, List.of()));
            repaired(wanted.original().get(), true, spool, forms);
        }
        return forms;
    }

    private static void repaired(Item item, boolean original, Spool spool, List<Form> to)
            throws MailboxException {
        try {
            Optional<MessageRepair.Repaired> repaired = MessageRepair.repair(item.content(), spool);
            if (repaired.isPresent()) {
                Item other = new Item(item.head(), repaired.get().content());
                to.add(new Form(other, original, repaired.get().rules()));
            }
        } catch (IOException e) {
            throw ContentReading.unreadable(e);
        }
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    boolean isOriginal() {
        return original;
    }

    List<String> repairs() {
        return repairs;
    }

    long size() {
        return item.content().size();
    }

    Digest digest() throws MailboxException {
        if (digest == null) {
            digest = ContentReading.digest(item.content());
        }
        return digest;
    }

    /** Whether a store may have made that of it. */
    boolean isStoredAs(Content copy) throws MailboxException {
        return ContentReading.stored(item.content(), copy);
    }

    /** Gives back what was made for looking only. */
    void close() {
        if (!repairs.isEmpty()) {
            item.content().close();
        }
    }
}
