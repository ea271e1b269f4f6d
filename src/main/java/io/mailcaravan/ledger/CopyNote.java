package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Places;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger notes on how an item was copied: its parts, separated by semicolons. */
public final class CopyNote {

    /** Of an item that was found at the destination as it is. */
    public static final String ADOPTED = "adopted";

    private static final String SEPARATOR = "; ";
    private static final String BESIDE = "beside the changed copy, with UID ";
    private static final String KEPT = "kept: ";
    private static final String CONVERTED = "converted: ";
    private static final String REPAIRED = "repaired: ";
    private static final String DATED = "date of receipt from its ";
    private static final String SHORT = "the source announced ";
    private static final String DROPPED = "dropped flags: ";
    private static final String MAPPED = "mapped by ";
    private static final String FLAGS_BY_STEP = "flags by a step: ";
    private static final String DATE_BY_STEP = "date by a step";
    private static final String PLACES_BY_STEP = "folders by a step: ";
    private static final String PLACES_DUE = "folders still due: ";
    private static final String NEXT = ", ";

    /** In the place of dropped keywords that the note has no room for; no keyword is noted so. */
    private static final String MORE = "...";

    private static final int LONGEST_OWN = 200;

    private CopyNote() {}

    /** What steps of the route made of it, so that it is meant to be different. */
    public static Optional<String> converted(String note) {
        List<String> all =
                parts(note).stream()
                        .filter(part -> part.startsWith(CONVERTED))
                        .map(part -> part.substring(CONVERTED.length()))
                        .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(NEXT, all));
    }

    /** The part of a note that {@link #converted} understands. */
    public static String ofConverted(String what) {
        return CONVERTED + what;
    }

    /** The mappings that the item went through, in their order, by the names of their files. */
    public static List<String> mappedBy(String note) {
        return part(note, MAPPED).map(names -> List.of(names.split(NEXT))).orElse(List.of());
    }

    /** The part that says so; empty for none. */
    public static String ofMappings(List<String> names) {
        return names.isEmpty() ? "" : MAPPED + String.join(NEXT, names);
    }

    /**
     * What a step of the route has made of the flags.
     *
     * @param mapped as they came to it
     * @param any what to say where the note had no room for all
     */
    public static Flags flagsBySteps(String note, Flags mapped, Flags any) {
        Optional<String> changed = part(note, FLAGS_BY_STEP);
        if (changed.isEmpty()) {
            return mapped;
        }
        if (hasMore(changed.get())) {
            return any;
        }
        return mapped.with(signed(changed.get(), '+')).without(signed(changed.get(), '-'));
    }

    private static Flags signed(String list, char sign) {
        return listed(signedWords(list, sign).collect(Collectors.joining(" ")));
    }

    private static Stream<String> signedWords(String list, char sign) {
        return Stream.of(list.split(" "))
                .filter(word -> word.length() > 1 && word.charAt(0) == sign)
                .map(word -> word.substring(1));
    }

    /** The part that says so; empty for no change. */
    public static String ofFlagsByStep(Flags mapped, Flags set) {
        if (set.equals(mapped)) {
            return ""; // of nearly all messages
        }
        return byStep(
                FLAGS_BY_STEP,
                signs("+", words(set.without(mapped))),
                signs("-", words(mapped.without(set))));
    }

    private static Stream<String> words(Flags flags) {
        return flags.isEmpty() ? Stream.of() : Stream.of(escaped(flags.toString()).split(" "));
    }

    private static Stream<String> signs(String sign, Stream<String> names) {
        return names.map(name -> sign + name);
    }

    private static String byStep(String name, Stream<String> added, Stream<String> removed) {
        String changed = Stream.concat(added, removed).collect(Collectors.joining(" "));
        String part = name + changed;
        return changed.isEmpty() ? "" : bytes(part) <= LONGEST_OWN ? part : name + MORE;
    }

    /** Whether a step of the route has set its INTERNALDATE. */
    public static boolean datedByStep(String note) {
        return parts(note).contains(DATE_BY_STEP);
    }

    /** The part that says so. */
    public static String ofDateByStep() {
        return DATE_BY_STEP;
    }

    /**
     * What a step of the route has made of the further folders, which are the destination's.
     *
     * @param mapped as they came to it
     * @param any what to say where the note had no room for all
     */
    public static Places placesBySteps(String note, Places mapped, Places any) {
        Optional<String> changed = part(note, PLACES_BY_STEP);
        if (changed.isEmpty()) {
            return mapped;
        }
        return hasMore(changed.get())
                ? any
                : mapped.with(signedPlaces(changed.get(), '+'))
                        .without(signedPlaces(changed.get(), '-'));
    }

    private static Places signedPlaces(String list, char sign) {
        return Places.parse(
                unescaped(signedWords(list, sign).collect(Collectors.joining("\n")))
                        .replace("%20", " "));
    }

    /** The part that says so; empty for no change. */
    public static String ofPlacesByStep(Places mapped, Places set) {
        if (set.equals(mapped)) {
            return "";
        }
        return byStep(
                PLACES_BY_STEP,
                signs("+", words(set.without(mapped))),
                signs("-", words(mapped.without(set))));
    }

    /** Further folders that a step has asked for, and in which the copy did not lie at first. */
    public static Places placesDue(String note) {
        return part(note, PLACES_DUE).map(list -> signedPlaces(list, '+')).orElse(Places.NONE);
    }

    /** The parts of a note on a copy that stay true when it has become another content. */
    public static Stream<String> ofSameCopy(String note) {
        return Stream.of(
                beside(note).map(CopyNote::ofBeside).orElse(""),
                ofPlacesDue(placesDue(note)),
                part(note, DROPPED).map(list -> DROPPED + list).orElse(""));
    }

    /** The part that says so; empty for none. */
    public static String ofPlacesDue(Places due) {
        return due.isEmpty() ? "" : byStep(PLACES_DUE, signs("+", words(due)), Stream.of());
    }

    /** One a folder, without blanks. */
    private static Stream<String> words(Places places) {
        return places.isEmpty()
                ? Stream.of()
                : Stream.of(places.toString().split("\n"))
                        .map(
                                path ->
                                        path.replace("%", "%25")
                                                .replace(";", "%3B")
                                                .replace(" ", "%20"));
    }

    /** The rules that repaired it. */
    public static Optional<String> repaired(String note) {
        return part(note, REPAIRED);
    }

    /**
     * Flags that the destination cannot keep.
     *
     * @param missing what it does not have: keywords among them are dropped ones, too, where the
     *     note had no room for all
     */
    public static Flags dropped(String note, Flags missing) {
        Optional<String> list = part(note, DROPPED);
        Flags listed = list.map(CopyNote::listed).orElse(Flags.NONE);
        return list.filter(CopyNote::hasMore).isPresent()
                ? listed.with(new Flags(Set.of(), missing.keywords()))
                : listed;
    }

    private static Flags listed(String list) {
        return Flags.parse(
                Stream.of(list.split(" "))
                        .filter(name -> !name.equals(MORE))
                        .map(CopyNote::unescaped)
                        .collect(Collectors.joining(" ")));
    }

    private static boolean hasMore(String list) {
        return list.equals(MORE) || list.endsWith(" " + MORE);
    }

    /** Why the copy is not as the item is at the source: its owner has changed it. */
    public static Optional<String> kept(String note) {
        return part(note, KEPT);
    }

    /** The UID of a copy that lies beside one that its owner has changed. */
    public static Optional<String> beside(String note) {
        return part(note, BESIDE);
    }

    /** The part that says so. */
    public static String ofBeside(String uid) {
        return BESIDE + uid;
    }

    /** The part that says so. */
    public static String ofKept(String why) {
        return KEPT + why;
    }

    /** The part on an item whose source tells no date. */
    public static String ofDate(String field) {
        return DATED + field + " field";
    }

    /**
     * The part on an item of which its source delivers fewer bytes than it announces, each time.
     *
     * @param announced in bytes, as {@code delivered}
     */
    public static String ofShort(long announced, long delivered) {
        return SHORT + announced + " bytes and delivered " + delivered;
    }

    /**
     * Whether the copy has other bytes than the item for all that is known: it was changed, or a
     * step of the route has said what nobody else understands.
     */
    public static boolean mayTellOtherBytes(String note) {
        return parts(note).stream()
                .anyMatch(
                        part ->
                                !part.equals(ADOPTED)
                                        && !part.startsWith(MAPPED)
                                        && !part.startsWith(DATED)
                                        && !part.startsWith(SHORT)
                                        && !part.startsWith(FLAGS_BY_STEP)
                                        && !part.equals(DATE_BY_STEP)
                                        && !part.startsWith(PLACES_BY_STEP)
                                        && !part.startsWith(PLACES_DUE)
                                        && !part.startsWith(DROPPED));
    }

    /** The part that says so; empty for none. */
    public static String ofDropped(Flags flags) {
        return flags.isEmpty() ? "" : DROPPED + escaped(flags.toString());
    }

    /** Keywords may hold semicolons, or be three dots. */
    private static String escaped(String flags) {
        return Stream.of(flags.replace("%", "%25").replace(";", "%3B").split(" "))
                .map(name -> name.equals(MORE) ? "%2E.." : name)
                .collect(Collectors.joining(" "));
    }

    /** No keyword of IMAP holds a percent sign, so that what was noted without escapes stays. */
    private static String unescaped(String part) {
        return part.replace("%2E", ".").replace("%3B", ";").replace("%25", "%");
    }

    /** The note with these among what was dropped. */
    public static String withDropped(String note, Flags more) {
        String before = part(note, DROPPED).orElse("");
        String all = ofDropped(listed(before).with(more));
        String open = all.isEmpty() ? DROPPED + MORE : all + " " + MORE;
        return of(
                Stream.concat(
                        parts(note).stream().filter(part -> !part.startsWith(DROPPED)),
                        Stream.of(hasMore(before) ? open : all)));
    }

    /**
     * A note of these parts, no longer than the ledger keeps, so that nothing is cut off what is to
     * be understood later. Where there is no room, what a step of the route has said at length is
     * shortened, and of dropped keywords some are left out, which the note tells.
     *
     * @param parts empty ones are left out
     */
    public static String of(Stream<String> parts) {
        List<String> said = parts.filter(part -> !part.isEmpty()).toList();
        if (said.isEmpty()) {
            return "";
        }
        String note = String.join(SEPARATOR, said);
        Optional<String> dropped =
                said.stream().filter(part -> part.startsWith(DROPPED)).findFirst();
        if (bytes(note) <= Copied.LONGEST_NOTE || dropped.isEmpty()) {
            return note;
        }
        List<String> others = said.stream().filter(part -> !part.startsWith(DROPPED)).toList();
        int left = Copied.LONGEST_NOTE - bytes(dropped.get() + SEPARATOR);
        String rest = shortened(others, Math.max(Copied.LONGEST_NOTE / 2, left));
        String start = rest.isEmpty() ? "" : rest + SEPARATOR;
        return start + fit(dropped.get(), Copied.LONGEST_NOTE - bytes(start));
    }

    /** As many of the dropped flags as there is room for; system flags come first, and all fit. */
    private static String fit(String dropped, int room) {
        if (bytes(dropped) <= room) {
            return dropped;
        }
        int end = dropped.length();
        while (end >= DROPPED.length()
                && bytes(dropped.substring(0, end)) + 1 + MORE.length() > room) {
            end = dropped.lastIndexOf(' ', end - 1);
        }
        return end < DROPPED.length() ? DROPPED + MORE : dropped.substring(0, end) + " " + MORE;
    }

    /** What a step has said is cut; the program's own words are short, and read again. */
    private static String shortened(List<String> parts, int room) {
        String all = String.join(SEPARATOR, parts);
        if (bytes(all) <= room) {
            return all;
        }
        List<String> kept = new ArrayList<>(parts.stream().filter(CopyNote::isOwn).toList());
        String own = kept.isEmpty() ? "" : SEPARATOR + String.join(SEPARATOR, kept);
        String said =
                parts.stream().filter(part -> !isOwn(part)).collect(Collectors.joining(SEPARATOR));
        kept.add(0, cut(said, room - bytes(own) - MORE.length()) + MORE);
        return String.join(SEPARATOR, kept);
    }

    /** A step may begin like it, but then says more. */
    private static boolean isOwn(String part) {
        return bytes(part) <= LONGEST_OWN
                && (part.equals(ADOPTED)
                        || part.equals(DATE_BY_STEP)
                        || Stream.of(
                                        CONVERTED,
                                        REPAIRED,
                                        DATED,
                                        SHORT,
                                        MAPPED,
                                        KEPT,
                                        BESIDE,
                                        FLAGS_BY_STEP,
                                        PLACES_BY_STEP,
                                        PLACES_DUE)
                                .anyMatch(part::startsWith));
    }

    private static String cut(String text, int room) {
        int end = Math.min(text.length(), Math.max(0, room)); // each takes a byte at least
        while (end > 0
                && (bytes(text.substring(0, end)) > room
                        || Character.isHighSurrogate(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<String> part(String note, String name) {
        for (String part : parts(note)) {
            if (part.startsWith(name)) {
                return Optional.of(part.substring(name.length()));
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String note) {
        return Stream.of(note.split(SEPARATOR, -1)).filter(part -> !part.isEmpty()).toList();
    }
}
