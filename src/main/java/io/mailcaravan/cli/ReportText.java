package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.filter.SkipCounts;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For a terminal: a line a mailbox, then what failed and what was left out. */
final class ReportText implements Report {

    @Override
    public void write(LedgerReport ledger, DeadLetters letters, List<String> routes, PrintWriter to)
            throws MailboxException {
        PrintWriter out = new PrintableWriter(to);
        if (routes.isEmpty()) {
            out.println("The ledger is empty: no pass has run.");
        }
        for (String route : routes) {
            write(ledger, letters, route, out);
        }
    }

    private static void write(
            LedgerReport ledger, DeadLetters letters, String route, PrintWriter out)
            throws MailboxException {
        List<MailboxSummary> mailboxes = LeftLetters.toldIn(ledger, letters, route);
        Totals total = ReportWords.total(mailboxes);
        int width =
                mailboxes.stream()
                        .flatMap(mailbox -> rows(mailbox).keySet().stream())
                        .mapToInt(name -> Printable.line(name).length())
                        .reduce("mailbox".length(), Math::max);
        out.println("Route " + route);
        out.println();
        String format = "%-" + width + "s %12s %10s %8s %8s %10s  %s%n";
        out.printf(
                Locale.ROOT,
                format,
                "mailbox",
                "copied",
                "skipped",
                "failed",
                "pending",
                "size",
                "last pass");
        for (MailboxSummary mailbox : mailboxes) {
            rows(mailbox)
                    .forEach(
                            (name, totals) ->
                                    row(
                                            out,
                                            format,
                                            name,
                                            totals,
                                            name.equals(mailbox.mailbox())
                                                    ? ReportWords.lastPass(mailbox)
                                                    : ""));
        }
        row(out, format, "total", total, "");
        kindRows(mailboxes).forEach((name, totals) -> row(out, format, name, totals, ""));
        out.println();
        List<MailboxSummary> open = new RouteState(mailboxes).notAtTheirEnd();
        if (!open.isEmpty()) {
            out.println("Not at their end: " + ReportWords.number(open.size()));
            for (MailboxSummary mailbox : open) {
                out.println(
                        "  "
                                + mailbox.mailbox()
                                + ": "
                                + RouteState.of(mailbox)
                                + ", last pass "
                                + ReportWords.lastPass(mailbox));
            }
            out.println();
        }
        if (new RouteState(mailboxes).leavesOut()) {
            out.println("Left undone:");
            for (MailboxSummary mailbox : mailboxes) {
                RouteState.leftOut(mailbox)
                        .forEach(text -> out.println("  " + mailbox.mailbox() + " " + text));
            }
            out.println();
        }
        if (total.failed() > 0) {
            out.println("Failed: " + ReportWords.number(total.failed()));
            ReportEnds ends = new ReportEnds(mailboxes);
            ledger.failed(
                    route,
                    item ->
                            out.println(
                                    "  "
                                            + item.key().mailbox()
                                            + " "
                                            + item.key().folder()
                                            + " UID "
                                            + item.key().uid()
                                            + ends.of(item)
                                            + ": "
                                            + item.entry().reason()));
            out.println();
        }
        if (total.skipped() > 0) {
            SkipCounts skipped = ReportWords.skipped(ledger, route);
            out.println("Skipped: " + ReportWords.number(skipped.total()));
            skipped.byRule()
                    .forEach(
                            (rule, items) ->
                                    out.printf(
                                            Locale.ROOT,
                                            "  %,10d  %s%n",
                                            items,
                                            Printable.line(rule)));
            out.println();
        }
    }

    /** The mailbox, and what stands for each of its ends and kinds where there are several. */
    private static Map<String, Totals> rows(MailboxSummary mailbox) {
        Map<String, Totals> rows = new LinkedHashMap<>();
        rows.put(mailbox.mailbox(), mailbox.totals());
        if (ReportEnds.isSeveral(mailbox)) {
            mailbox.legs().forEach((leg, totals) -> rows.put("  " + ReportEnds.to(leg), totals));
        }
        rows.putAll(kindRows(List.of(mailbox)));
        return rows;
    }

    private static Map<String, Totals> kindRows(List<MailboxSummary> mailboxes) {
        Map<String, Totals> rows = new LinkedHashMap<>();
        ReportWords.kinds(mailboxes)
                .forEach((kind, totals) -> rows.put("  " + kind.words(), totals));
        return rows;
    }

    private static void row(
            PrintWriter out, String format, String name, Totals totals, String lastPass) {
        out.printf(
                Locale.ROOT,
                format,
                Printable.line(name),
                ReportWords.number(totals.copied()),
                ReportWords.number(totals.skipped()),
                ReportWords.number(totals.failed()),
                ReportWords.number(totals.pending()),
                Sizes.text(totals.copiedBytes()),
                Printable.line(lastPass));
    }
}
