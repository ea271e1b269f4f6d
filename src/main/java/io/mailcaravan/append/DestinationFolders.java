package io.mailcaravan.append;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.NewFolder;
import io.mailcaravan.mapping.DestinationNames;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.mapping.FolderPlan;
import io.mailcaravan.mapping.PlannedFolders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of a destination mailbox: which source folder goes where, and that it is there. */
final class DestinationFolders {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationFolders.class);

    /** Renamed folders that the log names. */
    private static final int TOLD = 5;

    private final MailboxStore store;
    private final AppendOptions options;
    private final PlannedFolders plans;
    private final Map<FolderPath, FolderPath> targets = new ConcurrentHashMap<>();
    private final Map<FolderPath, MailboxException> impossible = new ConcurrentHashMap<>();
    private final Map<FolderPath, FolderStatus> statuses = new ConcurrentHashMap<>();
    private List<Folder> existing;
    private List<String> overlooked = List.of();

    /**
     * @param store in which they are
     */
    DestinationFolders(MailboxStore store, AppendOptions options, FolderMapping mapping) {
        this.store = store;
        this.options = options;
        plans = new PlannedFolders(mapping);
    }

    /** Its items come under this name. */
    private FolderPath named(Folder source) {
        return plans.named(source.path());
    }

    /**
     * Where the folder that items name goes, if that is decided already.
     *
     * @throws MailboxException where it cannot exist here, or could not be made
     */
    Optional<FolderPath> known(Folder source) throws MailboxException {
        MailboxException reason = impossible.get(source.path());
        if (reason != null) {
            throw reason;
        }
        return Optional.ofNullable(targets.get(source.path()));
    }

    /** What the destination has refused for now may be asked for once more. */
    void askAgain(FolderPath named) {
        impossible.computeIfPresent(
                named, (path, reason) -> reason.retry() == Retry.NEVER ? reason : null);
    }

    /**
     * Decides on all folders; one that cannot exist here is remembered, and its items fail with
     * that reason.
     */
    void prepare(MailboxSession session, List<Folder> sources) throws MailboxException {
        FolderPlan plan = plans.plan(sources, names(session));
        tell(plan.renamed());
        List<FolderPlan.Row> rows = plan.rows();
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (!isHeld(sources.get(i))) {
                impossible.put(named(sources.get(i)), notHeld(sources.get(i)));
            } else if (!isNeeded(sources.get(i)) || isThere(session, rows.get(i).destination())) {
                targets.put(named(sources.get(i)), rows.get(i).destination());
            } else if (options.createFolders()) {
                missing.add(i);
            } else {
                impossible.put(named(sources.get(i)), mayNotCreate(sources.get(i), rows.get(i)));
            }
        }
        createMissing(session, sources, rows, missing);
        look(session, sources);
    }

    private void createMissing(
            MailboxSession session,
            List<Folder> sources,
            List<FolderPlan.Row> rows,
            List<Integer> missing)
            throws MailboxException {
        Map<FolderPath, NewFolder> wanted = new LinkedHashMap<>(); // two may go into one
        for (int i : missing) {
            NewFolder folder = newFolder(sources.get(i), rows.get(i));
            wanted.putIfAbsent(folder.path(), folder);
        }
        Map<FolderPath, MailboxException> failures = create(session, List.copyOf(wanted.values()));
        for (int i : missing) {
            FolderPath target = rows.get(i).destination();
            if (failures.containsKey(target)) {
                impossible.put(named(sources.get(i)), failures.get(target));
            } else {
                targets.put(named(sources.get(i)), target);
            }
        }
    }

    /** Says of each that failed why. */
    private Map<FolderPath, MailboxException> create(MailboxSession session, List<NewFolder> wanted)
            throws MailboxException {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<FolderPath, MailboxException> failures = new HashMap<>();
        Iterator<Optional<MailboxException>> results = session.createAll(wanted).iterator();
        for (NewFolder folder : wanted) {
            results.next()
                    .ifPresentOrElse(
                            reason -> failures.put(folder.path(), reason), () -> add(folder));
        }
        return failures;
    }

    /** Where items will be appended, so that no folder is asked for alone. */
    private void look(MailboxSession session, List<Folder> sources) throws MailboxException {
        Set<FolderPath> homes = new LinkedHashSet<>();
        for (Folder source : sources) {
            FolderPath target = targets.get(named(source));
            if (source.selectable() && target != null) {
                homes.add(session.home(target));
            }
        }
        List<FolderPath> open = List.copyOf(homes);
        try {
            session.statuses(open).forEach(status -> statuses.put(status.path(), status));
        } catch (MailboxException e) {
            if (e.scope() != Scope.FOLDER) {
                throw e;
            }
            // one of them may not be looked at: each is asked for alone when it gets items
        }
    }

    /**
     * Where the folder stood before this pass appended anything to it; told once, as it is true
     * only before the first append.
     */
    Optional<FolderStatus> status(FolderPath target) {
        return Optional.ofNullable(statuses.remove(target));
    }

    /**
     * Decides on one folder, by the name under which its items come.
     *
     * @param chosen whether a step has named it: then its name is meant, not a role
     */
    FolderPath ensure(MailboxSession session, Folder source, boolean chosen)
            throws MailboxException {
        Optional<FolderPath> known = known(source);
        if (known.isPresent()) {
            return known.get();
        }
        if (!isHeld(source)) {
            throw notHeld(source);
        }
        return decide(session, source, plans.row(source, chosen, () -> names(session)));
    }

    /** The name of a further folder of items, whether it is there or not. */
    FolderPath place(MailboxSession session, FolderPath named) throws MailboxException {
        return plans.place(named, () -> names(session)).destination();
    }

    private FolderPath decide(MailboxSession session, Folder source, FolderPlan.Row row)
            throws MailboxException {
        if (isNeeded(source) && !isThere(session, row.destination())) {
            if (!options.createFolders()) {
                throw mayNotCreate(source, row);
            }
            MailboxException failure =
                    create(session, List.of(newFolder(source, row))).get(row.destination());
            if (failure != null) {
                throw failure;
            }
        }
        targets.put(source.path(), row.destination());
        impossible.remove(source.path());
        return row.destination();
    }

    /**
     * A folder that only holds others comes into being with them; made here it would be selectable.
     */
    private static boolean isNeeded(Folder source) {
        return source.selectable();
    }

    /** Where steps name the end, nothing has left out what it cannot hold. */
    private boolean isHeld(Folder source) {
        return store.kinds().contains(source.kind());
    }

    private MailboxException notHeld(Folder source) {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                "folder '"
                        + source.path()
                        + "' cannot be at the destination: store "
                        + store.name()
                        + " of type "
                        + store.type()
                        + " holds no "
                        + source.kind().words()
                        + ". Let the route send them to another store, or name other kinds in the"
                        + " option kinds of its source",
                ""); // the ledger keeps the message alone
    }

    private boolean isThere(MailboxSession session, FolderPath target) throws MailboxException {
        return existing(session).stream()
                .anyMatch(folder -> folder.selectable() && folder.path().equals(target));
    }

    private NewFolder newFolder(Folder source, FolderPlan.Row row) {
        return new NewFolder(
                row.destination(), row.use(), options.subscribe() && source.subscribed());
    }

    private void add(NewFolder folder) {
        existing.add(new Folder(folder.path(), true, folder.subscribed(), folder.use()));
    }

    private static MailboxException mayNotCreate(Folder source, FolderPlan.Row row) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                "folder '" + row.destination() + "' is not at the destination",
                "Create it there, map '"
                        + source.path()
                        + "' to another with folderMap, or set createFolders=true.");
    }

    private DestinationNames names(MailboxSession session) throws MailboxException {
        return DestinationNames.of(session, existing(session));
    }

    private static void tell(List<FolderPlan.Row> renamed) {
        if (!renamed.isEmpty()) {
            LOG.info(
                    "{} with another name at the destination, see assess: {}",
                    renamed.size() + (renamed.size() == 1 ? " folder" : " folders"),
                    renamed.stream()
                            .limit(TOLD)
                            .map(row -> "'" + row.source() + "' -> '" + row.destination() + "'")
                            .collect(Collectors.joining(", ")));
        }
    }

    List<Folder> existing(MailboxSession session) throws MailboxException {
        if (existing == null) {
            List<Folder> listed = new ArrayList<>(session.folders());
            overlooked = session.overlooked();
            existing = listed;
        }
        return existing;
    }

    /** What the store holds beside {@link #existing}, as it was when they were listed. */
    List<String> overlooked() {
        return overlooked;
    }
}
