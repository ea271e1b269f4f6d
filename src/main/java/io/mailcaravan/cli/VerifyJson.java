package io.mailcaravan.cli;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.verify.Difference;
import io.mailcaravan.verify.Difference.Kind;
import io.mailcaravan.verify.VerifyCounts;
import io.mailcaravan.verify.VerifyResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A verification for programs: a line a difference, a mailbox, a route. */
final class VerifyJson implements VerifyListener {

    private final String route;
    private final PrintStream out;

    VerifyJson(String route, PrintStream out) {
        this.route = route;
        this.out = out;
    }

    @Override
    public void difference(String source, Difference difference) {
        Optional<Leg> end = difference.leg().filter(leg -> !leg.equals(Leg.OTHER));
        out.println(
                Json.object(
                        "event", "difference",
                        "route", route,
                        "source", source,
                        "destinationStore", end.map(Leg::store).orElse(null),
                        "destination", end.map(Leg::mailbox).orElse(null),
                        "kind", name(difference.kind()),
                        "folder", difference.folder().toString(),
                        "uid", difference.uid().map(Uid::value).orElse(null),
                        "messageId", difference.messageId().orElse(null),
                        "expected", difference.expected(),
                        "found", difference.found()));
    }

    @Override
    public void finished(VerifyResult result) {
        VerifyCounts counts = result.counts();
        Map<String, Long> byKind = new TreeMap<>();
        counts.differences().forEach((kind, items) -> byKind.put(name(kind), items));
        out.println(
                Json.object(
                        "event", "mailbox",
                        "route", route,
                        "source", result.source(),
                        "destination", result.destination(),
                        "equal", counts.equal(),
                        "differences", counts.faults(),
                        "byKind", byKind,
                        "skipped", counts.skippedByReason(),
                        "onlyAtDestination", counts.extra(),
                        "stopped",
                                result.stopped().map(MailboxException::explanation).orElse(null)));
    }

    @Override
    public void remark(String text) {
        out.println(RemarkJson.of(route, text));
    }

    @Override
    public void summary(List<VerifyResult> results) {
        out.println(
                Json.object(
                        "event", "summary",
                        "route", route,
                        "mailboxes", results.size(),
                        "equal", results.stream().mapToLong(one -> one.counts().equal()).sum(),
                        "differences",
                                results.stream().mapToLong(one -> one.counts().faults()).sum(),
                        "stopped",
                                results.stream().filter(one -> one.stopped().isPresent()).count()));
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
