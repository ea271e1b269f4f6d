package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A look for items by their headers; contents are read only where those do not decide. */
final class LookSearch<K> {

    private final CopyTable table;
    private final CopyReading reading;
    private final boolean dates;
    private final Map<K, Integer> found = new HashMap<>();

    /** What looks alike: the items, and the rows that may be theirs. */
    private record Group<K>(List<K> items, List<Integer> rows) {}

    private record Look(Digest header, long size, long second) {}

    /**
     * @param dates whether the store keeps INTERNALDATE
     */
    LookSearch(CopyTable table, CopyReading reading, boolean dates) {
        this.table = table;
        this.reading = reading;
        this.dates = dates;
    }

    /** Takes nothing in the table, so that it may be repeated after a lost connection. */
    Map<K, Integer> run(Map<K, Fingerprint> wanted, Copies.Contents<K> contents)
            throws MailboxException {
        List<Group<K>> unclear = new ArrayList<>();
        for (List<K> items : alike(wanted).values()) {
            Fingerprint print = wanted.get(items.get(0));
            List<Integer> rows = rows(print);
            if (rows.size() == 1 && items.size() == 1 && print.identity().isPresent()) {
                found.put(items.get(0), rows.get(0));
            } else if (!rows.isEmpty()) {
                unclear.add(new Group<>(items, rows));
            }
        }
        if (!unclear.isEmpty()) {
            compare(unclear, contents);
        }
        return found;
    }

    private Map<Look, List<K>> alike(Map<K, Fingerprint> wanted) {
        Map<Look, List<K>> groups = new LinkedHashMap<>();
        wanted.forEach(
                (item, print) -> {
                    long second = dates ? print.internalDate().getEpochSecond() : 0;
                    Look look = new Look(print.header(), print.size(), second);
                    groups.computeIfAbsent(look, none -> new ArrayList<>()).add(item);
                });
        return groups;
    }

    private List<Integer> rows(Fingerprint print) {
        return Arrays.stream(table.near(print))
                .filter(row -> table.hasHeader(row, print) && table.hasSize(row, print.size()))
                .filter(row -> !dates || table.hasDate(row, print))
                .boxed()
                .toList();
    }

    private void compare(List<Group<K>> groups, Copies.Contents<K> contents)
            throws MailboxException {
        List<K> items = new ArrayList<>();
        Set<Integer> rows = new HashSet<>();
        for (Group<K> group : groups) {
            items.addAll(group.items());
            group.rows().stream().filter(row -> !reading.isRead(row)).forEach(rows::add);
        }
        reading.read(rows, (row, copy, content) -> {});
        Map<K, Digest> digests = contents.of(items);
        for (Group<K> group : groups) {
            Set<Integer> taken = new HashSet<>();
            for (K item : group.items()) {
                for (int row : group.rows()) {
                    Copy copy = reading.copy(row);
                    if (!found.containsKey(item)
                            && copy != null
                            && !taken.contains(row)
                            && copy.digest().equals(digests.get(item))) {
                        taken.add(row);
                        found.put(item, row);
                    }
                }
            }
        }
    }
}
