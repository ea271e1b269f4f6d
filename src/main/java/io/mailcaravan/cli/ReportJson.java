package io.mailcaravan.cli;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import io.mailcaravan.report.ReportItem;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An object a line: mailboxes, then folders with a problem, passes, items. */
final class ReportJson implements Report {

    @Override
    public void write(
            LedgerReport ledger, DeadLetters letters, List<String> routes, PrintWriter out)
            throws MailboxException {
        for (String route : routes) {
            LeftLetters.toldIn(ledger, letters, route)
                    .forEach(mailbox -> out.println(mailbox(mailbox)));
            for (MailboxSummary mailbox : LeftLetters.toldIn(ledger, letters, route)) {
                mailbox.problems().forEach(folder -> out.println(folder(mailbox, folder)));
            }
            ledger.passes(route).forEach(pass -> out.println(pass(route, pass)));
            ledger.items(route, Set.of(ItemState.values()), item -> out.println(item(item)));
        }
    }

    private static String mailbox(MailboxSummary mailbox) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "mailbox");
        object.put("route", mailbox.route());
        object.put("store", mailbox.store());
        object.put("mailbox", mailbox.mailbox());
        object.put("destination", ReportEnds.destination(mailbox));
        object.put("state", RouteState.of(mailbox).toString());
        counts(object, mailbox.totals());
        object.put("missing", mailbox.missing());
        object.put("ends", mailbox.legs().entrySet().stream().map(ReportJson::end).toList());
        Map<ItemKind, Totals> kinds = ReportWords.kinds(List.of(mailbox));
        if (!kinds.isEmpty()) {
            object.put("kinds", kinds(kinds));
        }
        return Json.text(object);
    }

    private static Map<String, Object> kinds(Map<ItemKind, Totals> totals) {
        Map<String, Object> kinds = new LinkedHashMap<>();
        totals.forEach(
                (kind, ofKind) -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    counts(object, ofKind);
                    kinds.put(kind.word(), object);
                });
        return kinds;
    }

    private static Map<String, Object> end(Map.Entry<Leg, Totals> leg) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("destinationStore", leg.getKey().store());
        object.put("destinationMailbox", leg.getKey().mailbox());
        counts(object, leg.getValue());
        return object;
    }

    /** A folder that passes have not gone through. */
    private static String folder(MailboxSummary mailbox, FolderProblem folder) {
        return Json.object(
                "event", "folder",
                "route", mailbox.route(),
                "store", mailbox.store(),
                "mailbox", mailbox.mailbox(),
                "folder", folder.folder().toString(),
                "destinationStore", folder.leg().store(),
                "destinationMailbox", folder.leg().mailbox(),
                "problem", folder.text(),
                "missing", folder.missing());
    }

    private static String pass(String route, PassRecord pass) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "pass");
        object.put("route", route);
        object.put("store", pass.store());
        object.put("mailbox", pass.mailbox());
        object.put("kind", pass.kind());
        object.put("started", pass.started().toString());
        object.put("finished", pass.finished().map(Instant::toString).orElse(null));
        object.put("outcome", pass.outcome());
        counts(object, pass.totals());
        return Json.text(object);
    }

    private static void counts(Map<String, Object> object, Totals totals) {
        object.put("copied", totals.copied());
        object.put("skipped", totals.skipped());
        object.put("failed", totals.failed());
        object.put("pending", totals.pending());
        object.put("bytes", totals.copiedBytes());
    }

    private static String item(ReportItem item) {
        return Json.object(
                "event", "item",
                "route", item.key().route(),
                "store", item.key().store(),
                "mailbox", item.key().mailbox(),
                "folder", item.key().folder().toString(),
                "uidValidity", item.key().uidValidity().value(),
                "uid", item.key().uid().value(),
                "state", item.entry().state().name().toLowerCase(Locale.ROOT),
                "reason", item.entry().reason(),
                "destinationStore", item.leg().store(),
                "destinationMailbox", item.leg().mailbox(),
                "destinationFolder",
                        item.destination().map(place -> place.folder().toString()).orElse(null),
                "destinationUid", item.entry().destinationUid().map(Uid::value).orElse(null),
                "size", item.entry().size(),
                "flags", item.entry().flags().toString(),
                "deadLetter", item.deadLetter().isEmpty() ? null : item.deadLetter());
    }
}
