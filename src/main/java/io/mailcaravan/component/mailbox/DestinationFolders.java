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

    /** Settles all folders; one that cannot exist here is remembered, and its items fail with that reason. */
    void prepare(MailboxSession session, List<Folder> sources) throws MailboxException {
        mapping.plan(sources, existing(session));
        for (Folder source : sources) {
            try {
                ensure(session, source);
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
                impossible.put(source.path(), e);
            }
        }
    }

    /** Settles one folder. */
    FolderPath ensure(MailboxSession session, Folder source) throws MailboxException {
        Optional<FolderPath> known = known(source);
        if (known.isPresent()) {
            return known.get();
        }
        FolderPath target = mapping.map(source, existing(session));
        // a folder that only holds others comes into being with them; made here it would be selectable
        if (source.selectable()) {
            create(session, target, source);
        }
        targets.put(source.path(), target);
        return target;
    }

    private void create(MailboxSession session, FolderPath target, Folder source) throws MailboxException {
        boolean there = existing(session).stream()
                .anyMatch(folder -> folder.selectable() && folder.path().equals(target));
        if (there) {
            return;
        }
        if (!configuration.isCreateFolders()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "folder '" + target + "' is not at the destination",
                    "Create it there, map '" + source.path() + "' to another with folderMap, or set createFolders=true.");
        }
        boolean roleIsFree = existing(session).stream().noneMatch(folder -> folder.use().equals(source.use()));
        Optional<SpecialUse> use = source.use().filter(role -> roleIsFree);
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
