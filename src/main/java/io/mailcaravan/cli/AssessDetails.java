package io.mailcaravan.cli;

import io.mailcaravan.assess.FolderFinding;
import io.mailcaravan.assess.MailboxAssessment;
import io.mailcaravan.assess.Oversize;
import io.mailcaravan.assess.SignIn;
import io.mailcaravan.assess.Speed;
import io.mailcaravan.mailbox.Printable;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mapping.FolderPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Everything that was found out about one mailbox, as text. */
final class AssessDetails {

    private final MailboxAssessment found;
    private final StringBuilder text = new StringBuilder();

    AssessDetails(MailboxAssessment found) {
        this.found = found;
    }

    String text() {
        line(found.source().mailbox() + " (" + found.route() + ")");
        end("source", found.source());
        end("destination", found.destination());
        if (!found.folders().isEmpty()) {
            folders();
            excluded();
            oversize();
            found.speed().ifPresent(this::speed);
        }
        if (found.copiedItems() > 0) {
            line(
                    "  copied by earlier passes: "
                            + ReportWords.number(found.copiedItems())
                            + " messages, "
                            + Sizes.text(found.copiedBytes()));
        }
        found.warnings().forEach(warning -> line("  warning: " + warning));
        found.blocking().forEach(reason -> line("  in the way: " + reason));
        line("");
        return text.toString();
    }

    private void line(String line) {
        text.append(Printable.line(line)).append(System.lineSeparator());
    }

    private void end(String which, SignIn signIn) {
        line(
                "  "
                        + which
                        + ": mailbox "
                        + signIn.mailbox()
                        + " in store "
                        + signIn.store()
                        + " ("
                        + signIn.type()
                        + "), sign-in "
                        + signIn.state());
        if (!signIn.description().isEmpty()) {
            line("    " + signIn.description());
        }
        if (signIn.state() == SignIn.State.OK) {
            Set<StoreCapability> can = signIn.capabilities();
            line("    " + listed(can::contains));
            String lacking = listed(capability -> !can.contains(capability));
            if (!lacking.isEmpty()) {
                line("    not: " + lacking);
            }
        }
    }

    private static String listed(Predicate<StoreCapability> which) {
        return Arrays.stream(StoreCapability.values())
                .filter(which)
                .map(StoreCapability::description)
                .collect(Collectors.joining(", "));
    }

    private void folders() {
        TextTable table =
                new TextTable("FOLDER", "GOES TO", "", "BY", "ROLE", ">MESSAGES", ">SIZE");
        for (FolderFinding folder : found.folders()) {
            if (folder.excluded().isPresent()) {
                table.row(
                        folder.path().toString(),
                        "-",
                        "left out",
                        folder.excluded().get(),
                        "",
                        ReportWords.number(folder.messages()),
                        "");
            } else {
                table.row(
                        folder.path().toString(),
                        folder.plan().map(row -> row.destination().toString()).orElse("-"),
                        folder.problem().isPresent() ? "IMPOSSIBLE" : folder.there() ? "" : "new",
                        folder.plan().map(AssessDetails::by).orElse(""),
                        folder.plan().flatMap(row -> row.use()).map(Object::toString).orElse(""),
                        ReportWords.number(folder.messages()),
                        Sizes.text(folder.bytes()));
            }
        }
        text.append(table.text("  "));
    }

    private static String by(FolderPlan.Row row) {
        return row.reason() + row.renamed().map(why -> ", renamed: " + why).orElse("");
    }

    private void excluded() {
        found.excluded()
                .forEach(
                        (reason, count) ->
                                line(
                                        "  left out: "
                                                + ReportWords.number(count)
                                                + " messages, "
                                                + reason));
    }

    private void oversize() {
        Oversize oversize = found.oversize();
        if (oversize.limit().isEmpty()) {
            line("  the destination does not tell how large a message may be");
            return;
        }
        line(
                "  the destination takes messages up to "
                        + Sizes.text(oversize.limit().getAsLong())
                        + "; larger: "
                        + ReportWords.number(oversize.count()));
        List<Oversize.Large> first = oversize.first();
        first.forEach(
                large ->
                        line(
                                "    '"
                                        + large.folder()
                                        + "' UID "
                                        + large.uid()
                                        + ", "
                                        + Sizes.text(large.size())));
        if (oversize.count() > first.size()) {
            line("    and " + ReportWords.number(oversize.count() - first.size()) + " more");
        }
    }

    private void speed(Speed speed) {
        line(
                "  source: round trip "
                        + Math.round(speed.roundTrip().toNanos() / 1e5) / 10.0
                        + " ms, "
                        + speed.bytesPerSecond()
                                .map(
                                        rate ->
                                                Sizes.text(rate)
                                                        + "/s over "
                                                        + speed.items()
                                                        + " messages ("
                                                        + Sizes.text(speed.bytes())
                                                        + ")")
                                .orElse("no message small enough to measure reading"));
    }
}
