package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import io.mailcaravan.report.ReportItem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A row an item, and one a folder that was not gone through, as RFC 4180 has it. */
final class ReportCsv implements Report {

    private static final String[] COLUMNS = {
        "route",
        "store",
        "mailbox",
        "folder",
        "uidvalidity",
        "uid",
        "state",
        "reason",
        "destination_store",
        "destination_mailbox",
        "destination_folder",
        "destination_uid",
        "size",
        "flags",
        "dead_letter"
    };

    /** Also behind blanks, and as the full-width forms that some of them take for the same. */
    private static final Pattern FORMULA = Pattern.compile("\\h*[=+\\-@\uff1d\uff0b\uff0d\uff20]");

    @Override
    public void write(
            LedgerReport ledger, DeadLetters letters, List<String> routes, PrintWriter out)
            throws MailboxException {
        try {
            CSVPrinter rows = CSVFormat.RFC4180.builder().setHeader(COLUMNS).get().print(out);
            for (String route : routes) {
                for (MailboxSummary mailbox : LeftLetters.toldIn(ledger, letters, route)) {
                    mailbox.problems().forEach(folder -> row(rows, mailbox, folder));
                }
                ledger.items(route, Set.of(ItemState.values()), item -> row(rows, item));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that passes have not gone through has no UID. */
    private static void row(CSVPrinter rows, MailboxSummary mailbox, FolderProblem folder) {
        try {
            rows.printRecord(
                    cell(mailbox.route()),
                    cell(mailbox.store()),
                    cell(mailbox.mailbox()),
                    cell(folder.folder()),
                    "",
                    "",
                    "incomplete",
                    cell(folder.text()),
                    cell(folder.leg().store()),
                    cell(folder.leg().mailbox()),
                    "",
                    "",
                    "",
                    "",
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(CSVPrinter rows, ReportItem item) {
        try {
            rows.printRecord(
                    cell(item.key().route()),
                    cell(item.key().store()),
                    cell(item.key().mailbox()),
                    cell(item.key().folder()),
                    item.key().uidValidity(),
                    item.key().uid(),
                    item.entry().state().name().toLowerCase(Locale.ROOT),
                    cell(item.entry().reason()),
                    cell(item.leg().store()),
                    cell(item.leg().mailbox()),
                    cell(item.destination().map(place -> place.folder().toString()).orElse("")),
                    item.entry().destinationUid().map(Uid::toString).orElse(""),
                    item.entry().size(),
                    cell(item.entry().flags()),
                    cell(item.deadLetter()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As spreadsheets may open it: a text that begins like a formula gets an apostrophe before it,
     * which they take for "this is text".
     */
    private static String cell(Object value) {
        String text = Printable.line(value.toString());
        return FORMULA.matcher(text).lookingAt() ? "'" + text : text;
    }
}
