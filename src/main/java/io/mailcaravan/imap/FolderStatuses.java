package io.mailcaravan.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where folders stand: told together with the list of folders (RFC 5819), else by STATUS commands
 * that do not wait for each other.
 */
final class FolderStatuses {
    /** STATUS commands without an answer; these must fit into the socket's buffers. */
    private static final int UNDER_WAY = 100;

    private final Wire wire;
    private final Capabilities announced;
    private final WireNames names;
    private final Folders folders;
    private final Map<FolderPath, FolderStatus> last = new HashMap<>();
    private StatusAnswers listed = new StatusAnswers();

    FolderStatuses(Wire wire, Capabilities announced, WireNames names, Folders folders) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.folders = folders;
    }

    /** What to ask for. */
    static String items(Capabilities announced) {
        return announced.hasModSeq()
                ? "(MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)"
                : "(MESSAGES UIDNEXT UIDVALIDITY)";
    }

    /** Keeps what was told with the list of folders, for {@link #statuses} right after it. */
    void keep(StatusAnswers answers) {
        listed = answers;
    }

    /** Something else is asked in between: what was told with the list is old then. */
    void forget() {
        listed = new StatusAnswers();
    }

    /** Where the folder stood when somebody asked last. */
    Optional<FolderStatus> last(FolderPath folder) {
        return Optional.ofNullable(last.get(folder));
    }

    /** One round trip: STATUS, or SELECT again, as STATUS may be stale for the selected folder. */
    FolderStatus status(FolderPath folder) throws MailboxException {
        wire.doing("asking for the status of " + folder);
        if (folders.isSelected(folder)) {
            return checked(folder, folders.select(folder));
        }
        Selection answer = new Selection();
        wire.run(
                command(folder),
                Scope.FOLDER,
                line -> {
                    if (line.keyEquals("STATUS")) {
                        ListLine.statusName(line);
                        answer.addStatus(line);
                    }
                });
        return checked(folder, answer);
    }

    /** No round trip where the list has told them all, else one for a hundred folders. */
    List<FolderStatus> statuses(List<FolderPath> wanted) throws MailboxException {
        wire.doing("asking for the status of folders");
        StatusAnswers answers = listed;
        forget();
        if (answers.isEmpty() && wanted.size() > UNDER_WAY && names.areMost(wanted.size())) {
            list(answers);
        }
        askForMissing(wanted, answers);
        List<FolderStatus> statuses = new ArrayList<>(wanted.size());
        for (FolderPath folder : wanted) {
            Selection answer = answers.of(names.wire(folder));
            statuses.add(
                    // a server that calls the folder otherwise than it was asked is asked alone
                    answer == null || folders.isSelected(folder)
                            ? status(folder)
                            : checked(folder, answer));
        }
        return statuses;
    }

    private void list(StatusAnswers answers) throws MailboxException {
        if (announced.has("LIST-STATUS") && announced.has("LIST-EXTENDED")) {
            String command = "LIST \"\" \"*\" RETURN (STATUS " + items(announced) + ")";
            // after a NO the folders are asked one by one
            wire.readTo(wire.send(command), answers::add);
        }
    }

    private void askForMissing(List<FolderPath> wanted, StatusAnswers answers)
            throws MailboxException {
        Deque<Asked> asked = new ArrayDeque<>();
        MailboxException failure = null;
        for (FolderPath folder : wanted) {
            if (answers.of(names.wire(folder)) != null || folders.isSelected(folder)) {
                continue;
            }
            if (asked.size() == UNDER_WAY) {
                failure = first(failure, asked.remove(), answers);
            }
            asked.add(new Asked(folder, wire.send(command(folder))));
        }
        while (!asked.isEmpty()) {
            failure = first(failure, asked.remove(), answers);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private record Asked(FolderPath folder, String tag) {}

    private MailboxException first(MailboxException before, Asked asked, StatusAnswers answers)
            throws MailboxException {
        ServerLine end = wire.readTo(asked.tag, answers::add);
        if (before != null || end.isOK()) {
            return before;
        }
        String what = "asking for the status of " + asked.folder;
        return ServerRefusals.of(wire.mailbox(), what, end, Scope.FOLDER);
    }

    private String command(FolderPath folder) throws MailboxException {
        return command(folders.name(folder));
    }

    /** The command for a name as it stands in commands. */
    String command(String name) {
        return "STATUS " + name + " " + items(announced);
    }

    /** What STATUS leaves open or tells wrongly, SELECT may tell. */
    private FolderStatus checked(FolderPath folder, Selection answer) throws MailboxException {
        if (!answer.isComplete() && !folders.isSelected(folder)) {
            return checked(folder, folders.select(folder));
        }
        if (!answer.isComplete()) {
            String missing = answer.uidValidity > 0 ? "number of messages" : "UIDVALIDITY";
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    wire.mailbox()
                            + ": the server tells no "
                            + missing
                            + " for "
                            + folder
                            + (answer.nonsense == null
                                    ? ""
                                    : " that can be: it says " + answer.nonsense),
                    answer.uidValidity > 0
                            ? "Without it nobody knows whether all messages were copied."
                            : "Without it no message could be found again.");
        }
        // each message has a UID of its own below UIDNEXT
        boolean told = answer.uidNext > answer.messages;
        long uidNext = told ? answer.uidNext : folders.lastUid(folder) + 1;
        FolderStatus status =
                new FolderStatus(
                        folder,
                        new UidValidity(answer.uidValidity),
                        new Uid(Math.min(uidNext, Uid.MAX.value())),
                        told,
                        answer.messages,
                        answer.cursor());
        last.put(folder, status);
        return status;
    }
}
