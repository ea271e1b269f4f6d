package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.mapping.FolderPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of a destination mailbox: which source folder goes where, and that it is there. */
final class DestinationFolders {

    private final MailboxConfiguration configuration;
    private final FolderMapping mapping;
    private final Map<FolderPath, FolderPath> targets = new ConcurrentHashMap<>();
    private final Map<FolderPath, MailboxException> impossible = new ConcurrentHashMap<>();
    private List<Folder> existing;

    DestinationFolders(MailboxConfiguration configuration, FolderMapping mapping) {
        this.configuration = configuration;
        this.mapping = mapping;
    }

    /** Where the folder goes, if that is settled already. */
    Optional<FolderPath> known(Folder source) throws MailboxException {
        MailboxException reason = impossible.get(source.path());
        if (reason != null) {
            throw reason;
        }
        return Optional.ofNullable(targets.get(source.path()));
    }

    /**
     * Settles all folders; one that cannot exist here is remembered, and its items fail with that
     * reason.
     */
    void prepare(MailboxSession session, List<Folder> sources) throws MailboxException {
        FolderPlan plan = mapping.plan(sources, existing(session));
        for (int i = 0; i < sources.size(); i++) {
            try {
                settle(session, sources.get(i), plan.rows().get(i));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
                impossible.put(sources.get(i).path(), e);
            }
        }
    }

    /** Settles one folder. */
    FolderPath ensure(MailboxSession session, Folder source) throws MailboxException {
        Optional<FolderPath> known = known(source);
        if (known.isPresent()) {
            return known.get();
        }
        FolderPlan.Row row = mapping.plan(List.of(source), existing(session)).rows().get(0);
        return settle(session, source, row);
    }

    private FolderPath settle(MailboxSession session, Folder source, FolderPlan.Row row)
            throws MailboxException {
        // a folder that only holds others comes into being with them; made here it would be
        // selectable
        if (source.selectable() && !isThere(session, row.destination())) {
            create(session, source, row);
        }
        targets.put(source.path(), row.destination());
        return row.destination();
    }

    private boolean isThere(MailboxSession session, FolderPath target) throws MailboxException {
        return existing(session).stream()
                .anyMatch(folder -> folder.selectable() && folder.path().equals(target));
    }

    private void create(MailboxSession session, Folder source, FolderPlan.Row row)
            throws MailboxException {
        FolderPath target = row.destination();
        if (!configuration.isCreateFolders()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "folder '" + target + "' is not at the destination",
                    "Create it there, map '"
                            + source.path()
                            + "' to another with folderMap, or set createFolders=true.");
        }
        Optional<SpecialUse> use = row.use();
        session.create(target, use);
        if (configuration.isSubscribe()
                && source.subscribed()
                && session.capabilities().contains(StoreCapability.SUBSCRIPTIONS)) {
            session.subscribe(target);
        }
        existing.add(new Folder(target, true, source.subscribed(), use));
    }

    private List<Folder> existing(MailboxSession session) throws MailboxException {
        if (existing == null) {
            existing = new ArrayList<>(session.folders());
        }
        return existing;
    }
}
