package io.mailcaravan.progress;

import io.mailcaravan.mailbox.ItemKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reading of all figures, by kind of items; never changes. The figures of all kinds together are
 * their sums.
 */
public final class Figures implements Counted {

    static final List<Figure> ALL = List.of(Figure.values());

    static final List<ItemKind> KINDS = List.of(ItemKind.values());

    public static final Figures NONE = new Figures(new long[KINDS.size() * ALL.size()]);

    /** Kind by kind. */
    private final long[] values;

    Figures(long[] values) {
        this.values = values;
    }

    /** The index of a figure among the values. */
    static int index(ItemKind kind, Figure figure) {
        return kind.ordinal() * ALL.size() + figure.ordinal();
    }

    /** Of many together. */
    public static Figures sum(Collection<? extends MailboxView> mailboxes) {
        long[] sums = NONE.values.clone();
        for (MailboxView mailbox : mailboxes) {
            add(sums, mailbox.figures());
        }
        return new Figures(sums);
    }

    public Figures plus(Figures other) {
        long[] sums = values.clone();
        add(sums, other);
        return new Figures(sums);
    }

    private static void add(long[] sums, Figures other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.values[i];
        }
    }

    public Figures plus(ItemKind kind, Figure figure, long more) {
        long[] sums = values.clone();
        sums[index(kind, figure)] += more;
        return new Figures(sums);
    }

    @Override
    public long get(Figure figure) {
        long sum = 0;
        for (ItemKind kind : KINDS) {
            sum += get(kind, figure);
        }
        return sum;
    }

    public long get(ItemKind kind, Figure figure) {
        return values[index(kind, figure)];
    }

    /** Those of one kind, without the others. */
    public Figures of(ItemKind kind) {
        long[] some = NONE.values.clone();
        int first = kind.ordinal() * ALL.size();
        System.arraycopy(values, first, some, first, ALL.size());
        return new Figures(some);
    }

    /** Of which something was counted, in their order. */
    public Set<ItemKind> kinds() {
        return Collections.unmodifiableSet(
                KINDS.stream()
                        .filter(kind -> !of(kind).equals(NONE))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ItemKind.class))));
    }

    /** Whether the kinds are worth telling apart. */
    public boolean hasMoreThanMail() {
        return !equals(of(ItemKind.MESSAGE));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Figures figures && Arrays.equals(values, figures.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Those that are not 0: {@code message.copied=12 contact.copied=3}. */
    @Override
    public String toString() {
        return KINDS.stream()
                .flatMap(
                        kind ->
                                ALL.stream()
                                        .filter(figure -> get(kind, figure) != 0)
                                        .map(
                                                figure ->
                                                        kind.word()
                                                                + "."
                                                                + figure.word()
                                                                + "="
                                                                + get(kind, figure)))
                .collect(Collectors.joining(" "));
    }

    /**
     * Reads {@link #toString()}; what is unknown here is left out, since another version of the
     * program may count more.
     */
    public static Figures parse(String text) {
        long[] values = NONE.values.clone();
        for (String one : text.split(" ", -1)) {
            for (ItemKind kind : KINDS) {
                for (Figure figure : ALL) {
                    String name = kind.word() + "." + figure.word() + "=";
                    if (one.startsWith(name)) {
                        values[index(kind, figure)] = Long.parseLong(one.substring(name.length()));
                    }
                }
            }
        }
        return new Figures(values);
    }
}
