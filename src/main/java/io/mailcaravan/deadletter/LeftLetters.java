package io.mailcaravan.deadletter;

import io.mailcaravan.ledger.LeftLetter;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Dead letters of items that the ledger no longer knows as failed, whatever the cause. Whether
 * these have come otherwise nobody knows, so that they are not sent again; the file may be all that
 * is left of them, so that they are told for as long as it is there.
 */
public final class LeftLetters {

    private static final int NAMED = 3;

    private LeftLetters() {}

    /** What is to be said of each folder. */
    public static Map<FolderPath, String> of(
            LedgerReport ledger, DeadLetters letters, String route, String store, String mailbox)
            throws LedgerException {
        return said(letters, ledger.left(route, store, mailbox));
    }

    /** The route's mailboxes, with that among their problems: it ends when the files are gone. */
    public static List<MailboxSummary> toldIn(
            LedgerReport ledger, DeadLetters letters, String route) throws LedgerException {
        List<MailboxSummary> mailboxes = ledger.mailboxes(route);
        Map<MailboxName, List<LeftLetter>> left =
                ledger.left(route).stream().collect(Collectors.groupingBy(LeftLetter::mailbox));
        List<MailboxSummary> told = new ArrayList<>();
        for (MailboxSummary mailbox : mailboxes) {
            List<FolderProblem> problems = new ArrayList<>(mailbox.problems());
            Leg leg = mailbox.legs().keySet().stream().findFirst().orElse(Leg.OTHER);
            said(letters, left.getOrDefault(mailbox.name(), List.of()))
                    .forEach(
                            (folder, text) ->
                                    problems.add(new FolderProblem(leg, folder, text, 0)));
            told.add(mailbox.with(problems));
        }
        return told;
    }

    private static Map<FolderPath, String> said(DeadLetters letters, List<LeftLetter> all) {
        Map<FolderPath, Set<String>> left = new LinkedHashMap<>();
        for (LeftLetter letter : all) {
            if (letters.has(letter.file())) {
                left.computeIfAbsent(letter.folder(), none -> new LinkedHashSet<>())
                        .add(letter.file());
            }
        }
        Map<FolderPath, String> said = new LinkedHashMap<>();
        left.forEach((folder, names) -> said.put(folder, text(folder, names)));
        return said;
    }

    private static String text(FolderPath folder, Set<String> names) {
        int more = names.size() - NAMED;
        return "folder '"
                + folder
                + "': messages had failed before that no pass sends again (the source numbered the"
                + " folder anew or was put back, a rule leaves them out, the destination is another"
                + " one, or they were reset), and their dead letters are kept: "
                + String.join(", ", names.stream().limit(NAMED).toList())
                + (more > 0 ? " and " + more + " more" : "")
                + ". See whether the destination has them, bring those that it lacks, and delete"
                + " the files.";
    }
}
