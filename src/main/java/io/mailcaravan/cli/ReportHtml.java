package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One page that can be mailed, printed and signed: failures first, then totals and mailboxes. */
final class ReportHtml implements Report {

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Mail Caravan report</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2330; }
            h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #1c2330; } h3 { margin-bottom: .3rem; }
            table { border-collapse: collapse; width: 100%; } td, th { padding: .25rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #d5dae3; overflow-wrap: anywhere; }
            th { background: #eef1f6; } .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            .bad { background: #fde8e6; border-left: 5px solid #b3261e; padding: .5rem 1rem; } .good { background: #e5f4e8; border-left: 5px solid #1e7d34; padding: .5rem 1rem; }
            summary { cursor: pointer; font-weight: 600; padding: .4rem 0; } .sign td { height: 3rem; vertical-align: bottom; }
            @media print { details::details-content { content-visibility: visible; block-size: auto; } tr { break-inside: avoid; } }
            </style>
            </head>
            <body>
            <h1>Mail Caravan report</h1>\
            """;

    private static final String SIGN_OFF =
            """
            <h2>Sign-off</h2>
            <table class="sign"><tr><th>Checked by</th><th>Date</th><th>Signature</th></tr>
            <tr><td></td><td></td><td></td></tr></table>
            </body>
            </html>\
            """;

    /** Mailboxes whose folders are read at once. */
    private static final int FOLDERS_OF = 500;

    @Override
    public void write(
            LedgerReport ledger, DeadLetters letters, List<String> routes, PrintWriter out)
            throws MailboxException {
        Html html = new Html(out);
        html.raw(HEAD).element("p", "As the ledger had it at " + ReportWords.time(Instant.now()));
        for (String route : routes) {
            write(ledger, letters, route, html);
        }
        html.raw(SIGN_OFF);
    }

    private static void write(LedgerReport ledger, DeadLetters letters, String route, Html html)
            throws MailboxException {
        List<MailboxSummary> mailboxes = LeftLetters.toldIn(ledger, letters, route);
        Totals total = ReportWords.total(mailboxes);
        html.element("h2", "Route " + route);
        state(new RouteState(mailboxes), html);
        failures(ledger, route, total, html);
        totals(mailboxes, total, html);
        skipped(ledger, route, total, html);
        html.element("h3", "Folders");
        for (int from = 0; from < mailboxes.size(); from += FOLDERS_OF) {
            List<MailboxSummary> some =
                    mailboxes.subList(from, Math.min(mailboxes.size(), from + FOLDERS_OF));
            Map<MailboxName, List<FolderReport>> folders = ledger.folders(some);
            for (MailboxSummary mailbox : some) {
                folders(mailbox, folders.getOrDefault(mailbox.name(), List.of()), html);
            }
        }
    }

    /** Green only where nothing is left to do. */
    private static void state(RouteState state, Html html) {
        if (state.isComplete()) {
            html.raw("<div class=\"good\">")
                    .element(
                            "p",
                            "No item failed, and the last pass of every mailbox went to its end.")
                    .raw("</div>");
            return;
        }
        List<MailboxSummary> open = state.notAtTheirEnd();
        if (!open.isEmpty()) {
            html.raw("<div class=\"bad\">")
                    .element(
                            "h3",
                            ReportWords.number(open.size())
                                    + " of "
                                    + ReportWords.mailboxes(state.mailboxes().size())
                                    + " not at their end")
                    .raw("<table>")
                    .header("Mailbox", "State", "Last pass");
            open.forEach(
                    mailbox ->
                            html.row(
                                    mailbox.mailbox(),
                                    RouteState.of(mailbox),
                                    ReportWords.lastPass(mailbox)));
            html.raw("</table></div>");
        }
        if (state.leavesOut()) {
            html.raw("<div class=\"bad\">")
                    .element("h3", "Left undone by the last pass")
                    .raw("<table>")
                    .header("Mailbox", "What is in the way");
            state.mailboxes()
                    .forEach(
                            mailbox ->
                                    RouteState.leftOut(mailbox)
                                            .forEach(text -> html.row(mailbox.mailbox(), text)));
            html.raw("</table></div>");
        }
    }

    private static void failures(LedgerReport ledger, String route, Totals total, Html html)
            throws MailboxException {
        if (total.pending() > 0) {
            html.raw("<div class=\"bad\">")
                    .element(
                            "p",
                            ReportWords.number(total.pending())
                                    + " items are on their way, or were when a pass was cut off:"
                                    + " the next pass finds out which of them have arrived.")
                    .raw("</div>");
        }
        if (total.failed() > 0) {
            html.raw("<div class=\"bad\">")
                    .element("h3", ReportWords.number(total.failed()) + " failed items")
                    .raw("<table>")
                    .header("Mailbox", "Folder", "UID", "To", "Bytes", "Reason", "Dead letter");
            ledger.failed(
                    route,
                    item ->
                            html.row(
                                    item.key().mailbox(),
                                    item.key().folder(),
                                    item.key().uid(),
                                    item.leg(),
                                    item.entry().size(),
                                    item.entry().reason(),
                                    item.deadLetter()));
            html.raw("</table></div>");
        }
    }

    private static void totals(List<MailboxSummary> mailboxes, Totals total, Html html) {
        html.element("h3", "Mailboxes")
                .raw("<table>")
                .header(
                        "Mailbox",
                        "Destination",
                        "Copied",
                        "Skipped",
                        "Failed",
                        "Pending",
                        "Size",
                        "Last pass");
        for (MailboxSummary mailbox : mailboxes) {
            row(
                    mailbox.mailbox(),
                    ReportEnds.destination(mailbox),
                    mailbox.totals(),
                    ReportWords.lastPass(mailbox),
                    html);
            if (ReportEnds.isSeveral(mailbox)) {
                mailbox.legs()
                        .forEach((leg, counts) -> row("", ReportEnds.to(leg), counts, "", html));
            }
            kinds(List.of(mailbox), html);
        }
        row("Total: " + ReportWords.mailboxes(mailboxes.size()), "", total, "", html);
        kinds(mailboxes, html);
        html.raw("</table>");
    }

    private static void kinds(List<MailboxSummary> mailboxes, Html html) {
        ReportWords.kinds(mailboxes)
                .forEach((kind, totals) -> row("", kind.words(), totals, "", html));
    }

    private static void row(
            String mailbox, String destination, Totals totals, String lastPass, Html html) {
        html.row(
                mailbox,
                destination,
                totals.copied(),
                totals.skipped(),
                totals.failed(),
                totals.pending(),
                Sizes.text(totals.copiedBytes()),
                lastPass);
    }

    private static void skipped(LedgerReport ledger, String route, Totals total, Html html)
            throws MailboxException {
        if (total.skipped() > 0) {
            html.element("h3", "Left out by rules").raw("<table>").header("Rule", "Items");
            ReportWords.skipped(ledger, route).byRule().forEach(html::row);
            html.raw("</table>");
        }
    }

    private static void folders(MailboxSummary mailbox, List<FolderReport> folders, Html html) {
        html.raw("<details>")
                .element("summary", mailbox.mailbox())
                .raw("<table>")
                .header("Folder", "To", "Copied", "Skipped", "Failed", "Pending", "Size");
        for (FolderReport folder : folders) {
            Totals totals = folder.totals();
            html.row(
                    folder.path(),
                    folder.leg(),
                    totals.copied(),
                    totals.skipped(),
                    totals.failed(),
                    totals.pending(),
                    Sizes.text(totals.copiedBytes()));
        }
        html.raw("</table></details>");
    }
}
