package io.mailcaravan.progress;

import io.mailcaravan.progress.MailboxView.Phase;
import java.util.List;
import java.util.Optional;

/** What may be shown of a pass while it runs, in this process or shared with others. */
@FunctionalInterface
public interface PassView {

    /** One a mailbox, in the order of the list; safe to read while the pass runs. */
    List<MailboxView> progress();

    /** Of all mailboxes together. */
    default Figures figures() {
        return Figures.sum(progress());
    }

    default long finished() {
        return progress().stream().filter(mailbox -> mailbox.phase() == Phase.FINISHED).count();
    }

    /** Mailboxes that wait because servers asked for it. */
    default long delayed() {
        return progress().stream().filter(mailbox -> mailbox.delay().isPresent()).count();
    }

    /** Why nothing gets through, some reasons, each once. */
    default List<String> obstacles(int most) {
        return progress().stream()
                .map(MailboxView::obstacleBesideDelay)
                .flatMap(Optional::stream)
                .distinct()
                .limit(most)
                .toList();
    }
}
