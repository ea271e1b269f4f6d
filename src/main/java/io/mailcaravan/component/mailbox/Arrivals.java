package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a destination folder holds that the ledger does not know of: appended just before a crash,
 * or copied by another tool. Each can be claimed once, so that two equal messages need two.
 */
final class Arrivals {

    /**
     * What survives an append: some servers change the size (they add a header), none these two.
     */
    private record Trace(Optional<String> messageId, Instant internalDate) {}

    private record Candidate(Uid uid, long size) {}

    private final FolderPath folder;
    private final Set<Uid> claimed;
    private final Map<Trace, List<Candidate>> candidates = new HashMap<>();

    /**
     * Looks at the UIDs of the range that the ledger does not know.
     *
     * @param claimed what is claimed here or elsewhere is put into it, and not to be claimed again
     */
    Arrivals(
            MailboxSession session,
            FolderPath folder,
            UidRange range,
            UidSet known,
            Set<Uid> claimed)
            throws MailboxException {
        this.folder = folder;
        this.claimed = claimed;
        session.fingerprints(
                folder,
                range,
                (uid, fingerprint) -> {
                    if (!known.contains(uid)) {
                        candidates
                                .computeIfAbsent(trace(fingerprint), trace -> new ArrayList<>())
                                .add(new Candidate(uid, fingerprint.size()));
                    }
                });
    }

    private static Trace trace(Fingerprint fingerprint) {
        return new Trace(fingerprint.messageId(), fingerprint.internalDate());
    }

    /** Whether there is nothing to claim, whatever the item. */
    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** The item's copy, if it is there; it cannot be claimed again. */
    Optional<Uid> claim(MailboxSession session, Item item) throws MailboxException {
        Fingerprint wanted = MessageIds.fingerprint(item);
        List<Candidate> near = near(wanted);
        if (near.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> sameSize =
                near.stream().filter(candidate -> candidate.size() == wanted.size()).toList();
        if (near.size() == 1 && sameSize.size() == 1 && wanted.messageId().isPresent()) {
            return take(sameSize.get(0));
        }
        for (Candidate candidate : sameSize) {
            if (same(session, candidate, item, BodyComparison::equal)) {
                return take(candidate);
            }
        }
        // A store may tell another size, end lines otherwise or add a header. Message-ID and date
        // alone are no proof: one mail received twice, directly and by a list, has both in common.
        for (Candidate candidate : wanted.messageId().isPresent() ? near : List.<Candidate>of()) {
            if (!sameSize.contains(candidate)
                    && same(session, candidate, item, BodyComparison::sameBody)) {
                return take(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether there is something left with the item's Message-ID and date, whatever its content.
     */
    boolean resemble(Item item) {
        return !near(MessageIds.fingerprint(item)).isEmpty();
    }

    private List<Candidate> near(Fingerprint wanted) {
        return candidates.getOrDefault(trace(wanted), List.of()).stream()
                .filter(candidate -> !claimed.contains(candidate.uid()))
                .toList();
    }

    private Optional<Uid> take(Candidate candidate) {
        claimed.add(candidate.uid());
        return Optional.of(candidate.uid());
    }

    private boolean same(
            MailboxSession session, Candidate candidate, Item item, BodyComparison.Rule rule)
            throws MailboxException {
        boolean[] same = {false};
        ItemHead head =
                new ItemHead(
                        candidate.uid(),
                        item.head().flags(),
                        item.head().internalDate(),
                        item.content().size());
        session.read(
                folder,
                List.of(List.of(head)).iterator(),
                found -> {
                    try (Content content = found.content();
                            InputStream a = content.open();
                            InputStream b = item.content().open()) {
                        same[0] = rule.holds(a, b);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return same[0];
    }
}
