package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the folders of one mailbox go that items and steps of a route name. A pass and {@code
 * verify} ask this alike: those that the source lists go as they were planned together, others by
 * their name alone. Safe for many threads.
 */
public final class PlannedFolders {

    private final FolderMapping mapping;

    /** By the names under which their items come. */
    private final Map<FolderPath, FolderPlan.Row> rows = new ConcurrentHashMap<>();

    public PlannedFolders(FolderMapping mapping) {
        this.mapping = mapping;
    }

    /** Tells what is at the destination; asked only where that has to be known. */
    @FunctionalInterface
    public interface There {
        DestinationNames names() throws MailboxException;
    }

    /** The name under which items of this source folder come. */
    public FolderPath named(FolderPath source) {
        return mapping.named(source);
    }

    /** Plans all folders of the source that are taken. */
    public FolderPlan plan(List<Folder> sources, DestinationNames there) {
        FolderPlan plan = mapping.plan(sources, there);
        for (int i = 0; i < sources.size(); i++) {
            rows.put(named(sources.get(i).path()), plan.rows().get(i));
        }
        return plan;
    }

    /** Where the further folder of an item goes that comes under this name. */
    public FolderPlan.Row place(FolderPath named, There there) throws MailboxException {
        return row(new Folder(named, true, true, Optional.empty()), false, there);
    }

    /**
     * Where the folder goes.
     *
     * @param named by the name under which its items come
     * @param chosen whether a step has named it: then its name is meant, not a role
     */
    public FolderPlan.Row row(Folder named, boolean chosen, There there) throws MailboxException {
        FolderPlan.Row planned = rows.get(named.path());
        if (planned != null) {
            return planned;
        }
        FolderMapping asNamed = mapping.withNames(FolderNames.AS_THEY_ARE);
        FolderMapping rules = chosen ? asNamed.withoutRoles() : asNamed;
        return rules.plan(List.of(named), there.names()).rows().get(0);
    }
}
