package io.mailcaravan.cli;

import io.mailcaravan.assess.MailboxAssessment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of folders in a route that not one of its mailboxes has: misspelt, most likely. One that
 * only some mailboxes lack is no reason for a word.
 */
final class UnmatchedNames {

    private final List<MailboxAssessment> all;

    UnmatchedNames(List<MailboxAssessment> all) {
        this.all = all;
    }

    List<String> lines() {
        // a mapping file belongs to one destination of the route
        Map<List<String>, Set<String>> everywhere = new LinkedHashMap<>();
        for (MailboxAssessment one : all) {
            if (one.folders().isEmpty()) {
                continue; // not looked at
            }
            List<String> end = List.of(one.route(), one.destination().store());
            Set<String> known = everywhere.get(end);
            if (known == null) {
                everywhere.put(end, new LinkedHashSet<>(one.unmatched()));
            } else {
                known.retainAll(Set.copyOf(one.unmatched()));
            }
        }
        Set<String> lines = new LinkedHashSet<>();
        everywhere.forEach(
                (end, names) ->
                        names.forEach(
                                name ->
                                        lines.add(
                                                end.get(0)
                                                        + ": no mailbox has a folder that is meant"
                                                        + " by "
                                                        + name)));
        return new ArrayList<>(lines);
    }
}
