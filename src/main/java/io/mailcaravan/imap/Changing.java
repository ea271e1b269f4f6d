package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Changes flags of messages and removes messages, without waiting between commands. */
final class Changing {
    /** UIDs a command: even when none follow each other the line stays below 8,000 bytes. */
    private static final int AT_A_TIME = 500;

    private static final int ATTEMPTS = 5;

    private final Wire wire;
    private final Folders folders;
    private final FolderStatuses statuses;

    Changing(Wire wire, Folders folders, FolderStatuses statuses) {
        this.wire = wire;
        this.folders = folders;
        this.statuses = statuses;
    }

    void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        if (flags.isEmpty()) {
            return;
        }
        wire.doing("storing flags in " + folder);
        folders.openAsKnown(folder, statuses.last(folder));
        Map<Flags, List<Uid>> groups = new LinkedHashMap<>();
        for (Map.Entry<Uid, Flags> one : flags.entrySet()) {
            groups.computeIfAbsent(folders.keep(folder, one.getValue()), key -> new ArrayList<>())
                    .add(one.getKey());
        }
        try {
            run(stores(groups));
        } catch (MailboxException e) {
            Set<Keyword> keywords = new HashSet<>();
            groups.keySet().forEach(wanted -> keywords.addAll(wanted.keywords()));
            if (e.retry() != Retry.NEVER || keywords.isEmpty()) {
                throw e;
            }
            // a keyword that the server does not take must not keep the other flags away
            Map<Flags, List<Uid>> without = new LinkedHashMap<>();
            groups.forEach(
                    (wanted, uids) ->
                            without.computeIfAbsent(
                                            new Flags(wanted.system(), Set.of()),
                                            key -> new ArrayList<>())
                                    .addAll(uids));
            run(stores(without));
            folders.refuses(folder, keywords);
        }
    }

    private static List<String> stores(Map<Flags, List<Uid>> groups) {
        List<String> commands = new ArrayList<>();
        groups.forEach(
                (wanted, uids) -> {
                    for (UidSet set : pieces(uids)) {
                        commands.add("UID STORE " + set + " FLAGS.SILENT (" + wanted + ")");
                    }
                });
        return commands;
    }

    /**
     * UID EXPUNGE (RFC 4315) removes these and no others that somebody has marked. While others
     * append, Dovecot 2.3 now and then says OK and removes nothing, so what is left is asked for.
     */
    void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        if (uids.isEmpty()) {
            return;
        }
        wire.doing("deleting from " + folder);
        folders.openAsKnown(folder, statuses.last(folder));
        Set<Uid> left = new HashSet<>(uids);
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            List<String> commands = new ArrayList<>();
            for (UidSet set : pieces(left)) {
                commands.add("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
                commands.add("UID EXPUNGE " + set);
            }
            run(commands);
            left.retainAll(there(left));
        }
        if (!left.isEmpty()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.LATER,
                    wire.mailbox()
                            + ": cannot delete from "
                            + folder
                            + ": the server says OK, but "
                            + left.size()
                            + " of "
                            + uids.size()
                            + " messages are still there, the first with UID "
                            + Collections.min(left),
                    "They are marked as deleted; the next pass tries again.");
        }
    }

    /** Those that are in the open folder. */
    private Set<Uid> there(Set<Uid> uids) throws MailboxException {
        List<String> commands = new ArrayList<>();
        commands.add("NOOP"); // a FETCH alone may show what has been removed (RFC 3501, 7.4.1)
        for (UidSet set : pieces(uids)) {
            commands.add("UID FETCH " + set + " (UID)");
        }
        Set<Uid> there = new HashSet<>();
        run(
                commands,
                line -> {
                    long uid = line.keyEquals("FETCH") ? FetchAnswer.parse(line).uid() : 0;
                    if (uid > 0) {
                        there.add(new Uid(uid));
                    }
                });
        return there;
    }

    private void run(List<String> commands) throws MailboxException {
        run(commands, line -> {});
    }

    private void run(List<String> commands, Consumer<ServerLine> untagged) throws MailboxException {
        MailboxException failure = null;
        for (int from = 0; from < commands.size(); from += 32) {
            List<String> tags = new ArrayList<>();
            for (String command : commands.subList(from, Math.min(from + 32, commands.size()))) {
                tags.add(wire.send(command));
            }
            for (String tag : tags) {
                ServerLine end = wire.readTo(tag, untagged);
                // messages that are gone already need no flags
                if (!end.isOK() && !end.code().equals("EXPUNGEISSUED") && failure == null) {
                    failure =
                            ServerRefusals.of(
                                    wire.mailbox(), "cannot change flags", end, Scope.FOLDER);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    static List<UidSet> pieces(Collection<Uid> uids) {
        List<UidSet> pieces = new ArrayList<>();
        List<Uid> sorted = uids.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += AT_A_TIME) {
            pieces.add(UidSet.of(sorted.subList(from, Math.min(from + AT_A_TIME, sorted.size()))));
        }
        return pieces;
    }
}
