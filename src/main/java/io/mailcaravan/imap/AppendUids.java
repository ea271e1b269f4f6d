package io.mailcaravan.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Uid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The UIDs in {@code [APPENDUID 38505 3955:3957]}, in the order of the messages (RFC 4315). They
 * are what flags are changed and messages deleted by later, so what cannot be true is not believed:
 * another UIDVALIDITY than the folder's, another number of UIDs than of messages, and UIDs that do
 * not rise from UIDNEXT and from one append to the next, unless the server is known to give the UID
 * of a copy that is there.
 */
final class AppendUids {
    private final FolderStatuses statuses;
    private final Folders folders;
    private final boolean mergesCopies;

    /** The last UID that an append to the folder got, and its UIDVALIDITY. */
    private final Map<FolderPath, Last> last = new HashMap<>();

    /** UIDs of messages that were there, into which the server has merged those of one batch. */
    private final Map<FolderPath, Set<Uid>> merged = new HashMap<>();

    private record Last(long uidValidity, long uid) {}

    /**
     * @see ServerQuirks#mergesCopies
     */
    AppendUids(FolderStatuses statuses, Folders folders, boolean mergesCopies) {
        this.statuses = statuses;
        this.folders = folders;
        this.mergesCopies = mergesCopies;
    }

    /** Another batch. */
    void begin() {
        merged.clear();
    }

    /** Whether a message of the batch got the UID of one that was there before. */
    boolean wasMerged(FolderPath folder, Uid uid) {
        return merged.getOrDefault(folder, Set.of()).contains(uid);
    }

    /** One a message; all empty where the server tells none that can be. */
    List<Optional<Uid>> of(FolderPath folder, ServerLine end, int messages) {
        String[] arguments =
                end.code().equals("APPENDUID") ? end.codeArguments().split(" +") : new String[0];
        if (arguments.length == 2) {
            long uidValidity = Numbers.of32(arguments[0]);
            List<Optional<Uid>> uids = uids(arguments[1], messages);
            if (uids.size() == messages && isBelievable(folder, uidValidity, uids)) {
                long highest = uids.get(messages - 1).orElseThrow().value();
                last.merge(
                        folder,
                        new Last(uidValidity, highest),
                        (before, now) ->
                                before.uidValidity == now.uidValidity && before.uid > now.uid
                                        ? before
                                        : now);
                return uids;
            }
        }
        return Collections.nCopies(messages, Optional.empty());
    }

    private boolean isBelievable(FolderPath folder, long uidValidity, List<Optional<Uid>> uids) {
        Optional<FolderStatus> status = statuses.last(folder);
        Last before = last.get(folder);
        long expected =
                status.map(it -> it.uidValidity().value()).orElse(folders.uidValidity(folder));
        if (expected == 0 && before != null) {
            expected = before.uidValidity;
        }
        if (uidValidity <= 0 || (expected > 0 && uidValidity != expected)) {
            return false;
        }
        long floor = status.map(it -> it.uidNext().value() - 1).orElse(0L);
        if (before != null && before.uidValidity == uidValidity) {
            floor = Math.max(floor, before.uid);
        }
        for (Optional<Uid> uid : uids) {
            if (uid.orElseThrow().value() <= floor && !mergesCopies) {
                return false;
            }
            if (uid.get().value() <= floor) {
                merged.computeIfAbsent(folder, key -> new HashSet<>()).add(uid.get());
            }
            floor = Math.max(floor, uid.get().value());
        }
        return true;
    }

    /** No more than one too many; none where it is no set of UIDs. */
    private static List<Optional<Uid>> uids(String set, int messages) {
        List<Optional<Uid>> uids = new ArrayList<>(messages);
        for (String part : set.split(",", messages + 2)) {
            int colon = part.indexOf(':');
            long first = Numbers.of32(colon < 0 ? part : part.substring(0, colon));
            long last = colon < 0 ? first : Numbers.of32(part.substring(colon + 1));
            if (first < 1 || last < first) {
                return List.of();
            }
            for (long uid = first; uid <= last && uids.size() <= messages; uid++) {
                uids.add(Optional.of(new Uid(uid)));
            }
        }
        return uids;
    }
}
