package io.mailcaravan.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes labels ({@code X-GM-LABELS}) without waiting between commands, one label a command. */
final class Labels {
    /** Commands without an answer; these must fit into the socket's buffers. */
    private static final int UNDER_WAY = 32;

    private final Wire wire;
    private final Folders folders;
    private final FolderStatuses statuses;

    Labels(Wire wire, Folders folders, FolderStatuses statuses) {
        this.wire = wire;
        this.folders = folders;
        this.statuses = statuses;
    }

    private record Sent(String tag, String label) {}

    /**
     * @param sign plus or minus
     * @param messages by label
     */
    void store(FolderPath folder, String sign, Map<String, ? extends Collection<Uid>> messages)
            throws MailboxException {
        if (messages.isEmpty()) {
            return;
        }
        wire.doing("changing labels in " + folder);
        folders.openAsKnown(folder, statuses.last(folder));
        Deque<Sent> underWay = new ArrayDeque<>();
        MailboxException failure = null;
        for (Map.Entry<String, ? extends Collection<Uid>> one : messages.entrySet()) {
            for (UidSet uids : Changing.pieces(one.getValue())) {
                if (underWay.size() == UNDER_WAY) {
                    failure = first(failure, underWay.remove());
                }
                String command =
                        "UID STORE "
                                + uids
                                + " "
                                + sign
                                + "X-GM-LABELS.SILENT ("
                                + text(one.getKey())
                                + ")";
                underWay.add(new Sent(wire.send(command), one.getKey()));
            }
        }
        while (!underWay.isEmpty()) {
            failure = first(failure, underWay.remove());
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Those of each message that is there. */
    Map<Uid, List<String>> of(FolderPath folder, Collection<Uid> messages) throws MailboxException {
        wire.doing("asking for labels in " + folder);
        folders.openAsKnown(folder, statuses.last(folder));
        Map<Uid, List<String>> labels = new HashMap<>();
        for (UidSet uids : Changing.pieces(messages)) {
            wire.run(
                    "UID FETCH " + uids + " (UID X-GM-LABELS)",
                    Scope.FOLDER,
                    line -> {
                        FetchAnswer answer =
                                line.keyEquals("FETCH")
                                        ? FetchAnswer.parse(line)
                                        : FetchAnswer.ofUid(0);
                        if (answer.uid() > 0 && answer.labels() != null) {
                            labels.put(new Uid(answer.uid()), answer.labels());
                        }
                    });
        }
        return labels;
    }

    /** The server's own are atoms; quoted they would be labels that begin with a backslash. */
    private static String text(String label) {
        return label.matches("\\\\[A-Za-z]+") ? label : Strings.quoted(label);
    }

    private MailboxException first(MailboxException before, Sent sent) throws MailboxException {
        ServerLine end = wire.readTo(sent.tag, line -> {});
        if (before != null || end.isOK() || end.code().equals("EXPUNGEISSUED")) {
            return before;
        }
        return ServerRefusals.of(
                wire.mailbox(), "cannot change the label '" + sent.label + "'", end, Scope.FOLDER);
    }
}
