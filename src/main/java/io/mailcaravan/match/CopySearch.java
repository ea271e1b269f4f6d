package io.mailcaravan.match;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look for some items, from the surest to the least sure: equal byte for byte; then, for what
 * is left over, equal to what a store, a repair or a former route may have made of the item, if no
 * other item has a better right to that copy.
 */
final class CopySearch implements AutoCloseable {

    /**
     * What INTERNALDATE says.
     *
     * @param kept whether the store keeps it
     * @param othersDo whether a copy with another one may do
     */
    record Dates(boolean kept, boolean othersDo) {}

    /** Copies read at once for one item, before it is known that they are not equal. */
    private static final int AT_FIRST = 4;

    private final CopyTable table;
    private final CopyReading reading;
    private final List<Wanted> wanted;
    private final Others others;
    private final Dates dates;
    private final UidSet doomed;
    private final Found[] found;
    private final Set<Integer> taken = new HashSet<>();
    private final List<Form> forms = new ArrayList<>();
    private final List<Form> opened = new ArrayList<>();

    /** Something that may be an item's copy; the smaller the difference, the likelier. */
    private record Pair(int item, int row, Form form, boolean equal, long difference) {}

    /**
     * @param doomed no copies of items that are not to be removed themselves
     */
    CopySearch(
            CopyTable table,
            CopyReading reading,
            List<Wanted> wanted,
            Others others,
            Dates dates,
            UidSet doomed) {
        this.table = table;
        this.reading = reading;
        this.wanted = wanted;
        this.others = others;
        this.dates = dates;
        this.doomed = doomed;
        this.found = new Found[wanted.size()];
    }

    /** Changes nothing in the table, so that it may be repeated after a lost connection. */
    List<Optional<Found>> run(Spool spool) throws MailboxException {
        for (Wanted one : wanted) {
            forms.add(Form.of(one));
        }
        Map<Fingerprint, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < found.length; i++) {
            if (!wanted.get(i).alone() || !takeUnread(i)) {
                groups.computeIfAbsent(forms.get(i).fingerprint(), none -> new ArrayList<>())
                        .add(i);
            }
        }
        takeEqual(groups);
        if (dates.kept() && dates.othersDo()) {
            takeEqualOfOtherDate();
        }
        takeLike(spool);
        taken.forEach(reading::forget);
        return Arrays.stream(found).map(Optional::ofNullable).toList();
    }

    /** The only one with the item's header and size, where the item is the only one, too. */
    private boolean takeUnread(int item) {
        Fingerprint print = forms.get(item).fingerprint();
        int[] same =
                Arrays.stream(table.near(print))
                        .filter(row -> table.hasHeader(row, print))
                        .filter(row -> table.hasSize(row, print.size()) && hasDate(row, print))
                        .filter(row -> others.unplaced(table.uid(row), print.size()) == 0)
                        .filter(row -> isFit(item, row))
                        .toArray();
        boolean only = same.length == 1 && print.identity().isPresent();
        if (only && !taken.contains(same[0])) {
            take(item, same[0], forms.get(item));
            return true;
        }
        return false;
    }

    private boolean hasDate(int row, Fingerprint print) {
        return !dates.kept() || table.hasDate(row, print);
    }

    private boolean isFit(int item, int row) {
        return !doomed.contains(table.uid(row))
                || wanted.get(item).item().head().flags().has(SystemFlag.DELETED);
    }

    private boolean isFree(int row) {
        return table.isFree(row) && !taken.contains(row);
    }

    private void take(int item, int row, Form form) {
        taken.add(row);
        Copy copy = reading.copy(row);
        found[item] =
                new Found(
                        table.uid(row),
                        table.date(row),
                        Optional.ofNullable(copy).map(Copy::flags),
                        form.isOriginal(),
                        form.repairs());
    }

    /** Equal items are one group, so that a folder full of equal ones is not gone through anew. */
    private void takeEqual(Map<Fingerprint, List<Integer>> groups) throws MailboxException {
        Map<Fingerprint, int[]> near = new HashMap<>();
        groups.keySet().forEach(print -> near.put(print, likeliestFirst(print)));
        for (int share = AT_FIRST; ; share *= 4) {
            Set<Integer> unread = new HashSet<>();
            for (Map.Entry<Fingerprint, List<Integer>> group : groups.entrySet()) {
                long open = group.getValue().stream().filter(item -> found[item] == null).count();
                boolean all = open > 0 && reserves(near.get(group.getKey()), group.getKey());
                Arrays.stream(near.get(group.getKey()))
                        .filter(row -> isFree(row) && !reading.isRead(row))
                        .limit(all ? Long.MAX_VALUE : open * share)
                        .forEach(unread::add);
            }
            reading.read(unread, (row, copy, content) -> {});
            for (Map.Entry<Fingerprint, List<Integer>> group : groups.entrySet()) {
                for (int item : group.getValue()) {
                    takeEqual(item, near.get(group.getKey()));
                }
            }
            if (unread.isEmpty()) {
                return;
            }
        }
    }

    private int[] likeliestFirst(Fingerprint print) {
        int[] rows = table.near(print);
        return Arrays.stream(rows)
                .boxed()
                .filter(row -> table.hasHeader(row, print) || table.hasSize(row, print.size()))
                .filter(row -> hasDate(row, print) || dates.othersDo())
                .sorted(
                        Comparator.comparing((Integer row) -> !hasDate(row, print))
                                .thenComparing(row -> !table.hasSize(row, print.size())))
                .mapToInt(row -> row)
                .toArray();
    }

    private boolean reserves(int[] rows, Fingerprint print) {
        return Arrays.stream(rows)
                .anyMatch(row -> others.unplaced(table.uid(row), print.size()) > 0);
    }

    private void takeEqual(int item, int[] near) throws MailboxException {
        Form form = forms.get(item);
        for (int row : near) {
            if (found[item] == null
                    && hasDate(row, form.fingerprint())
                    && isFit(item, row)
                    && isEqual(row, form)
                    && leavesEnough(row, near, form)) {
                take(item, row, form);
            }
        }
    }

    private boolean isEqual(int row, Form form) throws MailboxException {
        Copy copy = isFree(row) ? reading.copy(row) : null;
        return copy != null && copy.size() == form.size() && copy.digest().equals(form.digest());
    }

    /** Of m equal copies of which r are other items', m - r may be taken. */
    private boolean leavesEnough(int row, int[] near, Form form) throws MailboxException {
        long reserved = others.unplaced(table.uid(row), form.size());
        if (reserved == 0) {
            return true;
        }
        long equal = 0;
        for (int other : near) {
            if (others.unplaced(table.uid(other), form.size()) > 0 && isEqual(other, form)) {
                equal++;
            }
        }
        return equal > reserved;
    }

    private void takeEqualOfOtherDate() throws MailboxException {
        for (int item = 0; item < found.length; item++) {
            Form form = forms.get(item);
            for (int row : found[item] == null ? table.near(form.fingerprint()) : new int[0]) {
                if (found[item] == null
                        && isEqual(row, form)
                        && others.unplaced(table.uid(row), form.size()) == 0
                        && others.later(table.date(row), form.size(), form.size()) == 0) {
                    take(item, row, form);
                }
            }
        }
    }

    private void takeLike(Spool spool) throws MailboxException {
        Map<Integer, List<Pair>> possible = new HashMap<>();
        for (int item = 0; item < found.length; item++) {
            if (found[item] == null && table.near(forms.get(item).fingerprint()).length > 0) {
                List<Form> all = new ArrayList<>(List.of(forms.get(item)));
                List<Form> more = Form.others(wanted.get(item), spool);
                opened.addAll(more);
                all.addAll(more);
                for (Form form : all) {
                    add(item, form, possible);
                }
            }
        }
        List<Pair> pairs = new ArrayList<>();
        reading.read(
                possible.keySet(),
                (row, copy, content) -> compare(possible.get(row), copy, content, pairs));
        pairs.sort(
                Comparator.comparing((Pair pair) -> !pair.equal())
                        .thenComparing(Pair::difference)
                        .thenComparing(Pair::item)
                        .thenComparing(Pair::row));
        for (Pair pair : pairs) {
            if (found[pair.item()] == null
                    && isFree(pair.row())
                    && leavesEnough(pair, possible.keySet())) {
                take(pair.item(), pair.row(), pair.form());
            }
        }
    }

    private void add(int item, Form form, Map<Integer, List<Pair>> to) {
        for (int row : table.near(form.fingerprint())) {
            if (isFree(row) && hasDate(row, form.fingerprint()) && isFit(item, row)) {
                to.computeIfAbsent(row, none -> new ArrayList<>())
                        .add(new Pair(item, row, form, false, 0));
            }
        }
    }

    private static void compare(
            Collection<Pair> pairs, Copy copy, Content content, List<Pair> holding)
            throws MailboxException {
        for (Pair pair : pairs) {
            Form form = pair.form();
            boolean equal = copy.size() == form.size() && copy.digest().equals(form.digest());
            if (equal || form.isStoredAs(content)) {
                long difference = Math.abs(copy.size() - form.size());
                holding.add(new Pair(pair.item(), pair.row(), form, equal, difference));
            }
        }
    }

    /**
     * Items that come later and may be equal to the copy, or less different from it, have a better
     * right to it: of m equal copies they leave m - r.
     */
    private boolean leavesEnough(Pair pair, Set<Integer> rows) {
        Copy copy = reading.copy(pair.row());
        long own = pair.form().size();
        boolean exact = pair.equal() || copy.size() == own;
        long least = exact || copy.size() < own ? copy.size() : own + 1;
        long most = exact || copy.size() > own ? copy.size() : own - 1;
        long reserved =
                others.later(table.date(pair.row()), least, most)
                        + others.unplaced(table.uid(pair.row()), own);
        return reserved == 0
                || reserved
                        < rows.stream()
                                .filter(row -> isFree(row) && reading.isRead(row))
                                .filter(row -> reading.copy(row).digest().equals(copy.digest()))
                                .count();
    }

    @Override
    public void close() {
        opened.forEach(Form::close);
    }
}
