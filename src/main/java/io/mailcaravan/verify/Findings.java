package io.mailcaravan.verify;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found in one range of one folder; counted once the range is through. */
final class Findings {

    private final FolderPath folder;
    private final Leg leg;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Map<TargetFolder, Long> matched = new HashMap<>();
    private long equal;

    Findings(FolderPath folder, Leg leg) {
        this.folder = folder;
        this.leg = leg;
    }

    void difference(Kind kind, Uid uid, String expected, String found) {
        differences.add(
                new Difference(
                        kind,
                        Optional.of(leg),
                        folder,
                        Optional.of(uid),
                        Optional.empty(),
                        expected,
                        found));
    }

    void skipped(String reason) {
        skipped.add(reason);
    }

    void matched(TargetFolder target) {
        matched.merge(target, 1L, Long::sum);
    }

    void equal() {
        equal++;
    }

    /** In UID order. */
    List<Difference> differences() {
        return differences.stream()
                .sorted(Comparator.comparing(difference -> difference.uid().orElse(Uid.MIN)))
                .toList();
    }

    void count(VerifyCounts counts) {
        counts.equal(equal);
        differences.forEach(difference -> counts.difference(difference.kind()));
        skipped.forEach(counts::skipped);
        matched.forEach(TargetFolder::matched);
    }
}
