package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidSet;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stores flags once more that a server forgets when they come with APPEND.
 *
 * @see ServerQuirks#forgottenByAppend
 */
final class FlagsAfterAppend {
    private static final System.Logger LOG = System.getLogger(FlagsAfterAppend.class.getName());

    private final Wire wire;
    private final Folders folders;
    private final FolderStatuses statuses;
    private final Flags forgotten;

    FlagsAfterAppend(Wire wire, Folders folders, FolderStatuses statuses, Flags forgotten) {
        this.wire = wire;
        this.folders = folders;
        this.statuses = statuses;
        this.forgotten = forgotten;
    }

    /**
     * The outcomes, with what could not be stored added to what was dropped. The messages have
     * arrived: whatever fails here, a lost connection included, must not make that unknown.
     */
    List<AppendOutcome> apply(FolderPath folder, List<Item> batch, List<AppendOutcome> outcomes) {
        if (forgotten.isEmpty()) {
            return outcomes;
        }
        Map<Flags, List<Integer>> todo = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Appended appended) {
                Flags sent = batch.get(i).head().flags().without(appended.dropped());
                Flags again = sent.without(sent.without(forgotten));
                if (!again.isEmpty()) {
                    todo.computeIfAbsent(again, key -> new ArrayList<>()).add(i);
                }
            }
        }
        List<AppendOutcome> result = new ArrayList<>(outcomes);
        for (Map.Entry<Flags, List<Integer>> one : todo.entrySet()) {
            if (!store(folder, one.getKey(), uids(one.getValue(), outcomes))) {
                one.getValue().forEach(i -> drop(result, i, one.getKey()));
            }
        }
        return result;
    }

    private static UidSet uids(List<Integer> items, List<AppendOutcome> outcomes) {
        List<Uid> uids =
                items.stream()
                        .map(i -> ((Appended) outcomes.get(i)).uid())
                        .flatMap(Optional::stream)
                        .collect(Collectors.toList());
        return uids.size() == items.size() ? UidSet.of(uids) : UidSet.EMPTY;
    }

    private boolean store(FolderPath folder, Flags flags, UidSet uids) {
        if (uids.isEmpty()) {
            return false; // without UIDPLUS nobody knows which messages these are
        }
        try {
            folders.openAsKnown(folder, statuses.last(folder));
            String tag = wire.send("UID STORE " + uids + " +FLAGS.SILENT (" + flags + ")");
            return wire.readTo(tag, line -> {}).isOK();
        } catch (MailboxException e) {
            LOG.log(Level.DEBUG, "flags after APPEND", e);
            return false; // a lost connection shows again at its next use
        }
    }

    private static void drop(List<AppendOutcome> result, int item, Flags flags) {
        Appended before = (Appended) result.get(item);
        Flags dropped = Flags.parse(before.dropped() + " " + flags);
        result.set(item, new Appended(before.uid(), dropped));
    }
}
