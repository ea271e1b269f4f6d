package io.mailcaravan.append;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Further folders of items that the destination has refused to make. What it refuses for good is
 * not asked for again. What may pass is, but not with each of a hundred thousand items: with the
 * second, the fourth, the eighth. Safe for many threads.
 */
final class PlaceRefusals {

    private final Map<FolderPath, Refused> refused = new ConcurrentHashMap<>();

    /**
     * Why one could not be made.
     *
     * @param items that were to lie there since
     */
    private record Refused(MailboxException why, long items) {

        boolean stands() {
            return why.retry() == Retry.NEVER || Long.bitCount(items) != 1;
        }
    }

    /** Why the folder cannot be had; empty where it may be asked for. */
    Optional<MailboxException> of(FolderPath named) {
        return Optional.ofNullable(
                        refused.computeIfPresent(
                                named, (path, last) -> new Refused(last.why(), last.items() + 1)))
                .filter(Refused::stands)
                .map(Refused::why);
    }

    void refused(FolderPath named, MailboxException why) {
        refused.compute(named, (path, last) -> new Refused(why, last == null ? 1 : last.items()));
    }

    void made(FolderPath named) {
        refused.remove(named);
    }
}
