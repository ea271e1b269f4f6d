package io.mailcaravan.cli;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerReport;
import io.mailcaravan.ledger.ReportItem;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A row an item, as RFC 4180 has it. */
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
        "destination_mailbox",
        "destination_folder",
        "destination_uid",
        "size",
        "flags",
        "dead_letter"
    };

    @Override
    public void write(LedgerReport ledger, List<String> routes, PrintWriter out)
            throws MailboxException {
        try {
            CSVPrinter rows = CSVFormat.RFC4180.builder().setHeader(COLUMNS).get().print(out);
            for (String route : routes) {
                ledger.items(route, Set.of(ItemState.values()), item -> row(rows, item));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(CSVPrinter rows, ReportItem item) {
        try {
            rows.printRecord(
                    item.key().route(),
                    item.key().store(),
                    item.key().mailbox(),
                    item.key().folder(),
                    item.key().uidValidity(),
                    item.key().uid(),
                    item.entry().state().name().toLowerCase(Locale.ROOT),
                    item.entry().reason(),
                    item.destination().map(DestinationFolder::mailbox).orElse(""),
                    item.destination().map(place -> place.folder().toString()).orElse(""),
                    item.entry().destinationUid().map(Uid::toString).orElse(""),
                    item.entry().size(),
                    item.entry().flags(),
                    item.deadLetter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
