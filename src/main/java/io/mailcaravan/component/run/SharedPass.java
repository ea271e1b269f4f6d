package io.mailcaravan.component.run;

import io.mailcaravan.plan.MailboxPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A pass that several nodes share, as one of them knows it: by what it has read when it began. */
public final class SharedPass {

    private final Map<String, MailboxPair> bySource = new HashMap<>();
    private final Function<MailboxPair, SharedMailbox> work;

    /**
     * @param mailboxes the whole list
     * @param work makes one of them ready to be run
     */
    public SharedPass(List<MailboxPair> mailboxes, Function<MailboxPair, SharedMailbox> work) {
        mailboxes.forEach(pair -> bySource.put(pair.source(), pair));
        this.work = work;
    }

    /** That mailbox, ready to be run; empty where the list has none of that name. */
    public Optional<SharedMailbox> mailbox(String source) {
        return Optional.ofNullable(bySource.get(source)).map(work);
    }
}
