package io.mailcaravan.filter;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the items of a source lie, as far as a route takes it. An item that is listed in the {@link
 * io.mailcaravan.mailbox.MailboxSession#home home} of other folders lies in those that are its
 * places, and travels as if it were listed in the first of them. Safe for many threads.
 */
public final class SourcePlaces {

    private final FolderFilter filter;

    /** For labels of a home that {@code folders} names. */
    private final FolderFilter withoutIncluded;

    private final Map<FolderPath, Folder> folders = new ConcurrentHashMap<>();
    private final Map<FolderPath, SpecialUse> roles = new ConcurrentHashMap<>();
    private final Set<FolderPath> homes = ConcurrentHashMap.newKeySet();

    /** Those that {@code folders} names. */
    private final Set<FolderPath> named = ConcurrentHashMap.newKeySet();

    /** Asked for each item. */
    private final Map<FolderPath, Optional<String>> excluded = new ConcurrentHashMap<>();

    public SourcePlaces(FolderFilter filter) {
        this.filter = filter;
        this.withoutIncluded = filter.withoutIncluded();
    }

    /**
     * Where an item lies.
     *
     * @param folder the one that it travels under
     * @param label whether that is one of its places, and not the folder in which it is listed
     * @param further the others
     * @param excluded why the route does not take it, as it takes none of these; empty where it
     *     does
     */
    public record Lying(Folder folder, boolean label, Places further, Optional<String> excluded) {

        /** All of its places. */
        public Places all() {
            return label ? further.with(Places.of(folder.path())) : further;
        }
    }

    /**
     * The source's folders are known from here on.
     *
     * @param itsHomes those in which items of other folders are listed
     */
    public void found(
            Collection<Folder> all,
            Map<FolderPath, SpecialUse> itsRoles,
            Collection<FolderPath> itsHomes) {
        roles.putAll(itsRoles);
        homes.addAll(itsHomes);
        all.forEach(
                folder ->
                        folders.put(
                                folder.path(),
                                isHome(folder.path()) ? folder.asArchive() : folder));
        homes.stream().filter(home -> filter.names(home, roles)).forEach(named::add);
        excluded.clear();
    }

    /** Whether items of other folders are listed in this one. */
    public boolean isHome(FolderPath folder) {
        return homes.contains(folder);
    }

    /** Why nothing is taken that lies there; empty where it is. */
    public Optional<String> excluded(FolderPath folder) {
        return excluded.computeIfAbsent(folder, path -> filter.excluded(path, roles));
    }

    /**
     * The same of all that is listed there: never of a home, on whose items their places decide.
     */
    public Optional<String> excludedWhole(FolderPath listed) {
        return isHome(listed) ? Optional.empty() : excluded(listed);
    }

    /** What decides on the items of that folder, as a short text. */
    public String rules(FolderPath listed) {
        return isHome(listed) ? filter.toString() : excluded(listed).orElse("");
    }

    /** Whether it is said of items that were left out for where they lie. */
    public boolean isReason(String reason) {
        return FolderFilter.isReason(reason);
    }

    /** Where an item lies that is listed there, with these places. */
    public Lying of(FolderPath listed, Places places) {
        if (!isHome(listed) || places.isEmpty()) {
            Places further = isThrownAway(listed) ? Places.NONE : taken(places, this::excluded);
            return new Lying(folder(listed), false, further, excluded(listed));
        }
        Places taken = taken(places, label -> excluded(listed, label));
        FolderPath first = first(taken.isEmpty() ? places : taken);
        return new Lying(
                folder(first),
                true,
                taken.without(first),
                taken.isEmpty() ? excluded(listed, first) : Optional.empty());
    }

    /** Whoever names the home means all that is listed there. */
    private Optional<String> excluded(FolderPath home, FolderPath label) {
        return named.contains(home) ? withoutIncluded.excluded(label, roles) : excluded(label);
    }

    /** Labels that mail in Trash and Spam has kept say nothing of where it lies. */
    private boolean isThrownAway(FolderPath listed) {
        SpecialUse role = roles.get(listed);
        return !homes.isEmpty() && (role == SpecialUse.TRASH || role == SpecialUse.JUNK);
    }

    /** The folder as the source lists it, a home of others as an archive. */
    public Folder folder(FolderPath path) {
        Folder known = folders.get(path);
        return known == null ? Folder.of(path) : known;
    }

    /** Those of the folders that are taken, as {@link #folder} tells them. */
    public List<Folder> taken(Collection<Folder> all) {
        return all.stream()
                .map(Folder::path)
                .filter(path -> excluded(path).isEmpty())
                .map(this::folder)
                .toList();
    }

    private static Places taken(Places places, Function<FolderPath, Optional<String>> excluded) {
        return places.isEmpty()
                ? places
                : new Places(
                        places.folders().stream()
                                .filter(folder -> excluded.apply(folder).isEmpty())
                                .collect(Collectors.toSet()));
    }

    /** What its owner would look for first. */
    private FolderPath first(Places places) {
        return places.folders().stream()
                .min(Comparator.comparingInt(this::rank).thenComparing(FolderPath::toString))
                .orElseThrow();
    }

    /** Marks such as {@code \Flagged} come last: they say little of where a message belongs. */
    private int rank(FolderPath path) {
        if (path.isInbox()) {
            return 0;
        }
        SpecialUse role = roles.get(path);
        if (role == null) {
            return 3;
        }
        return switch (role) {
            case SENT -> 1;
            case DRAFTS -> 2;
            case FLAGGED, IMPORTANT, ALL -> 5;
            default -> 4;
        };
    }
}
