package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a plan needs to know of a destination mailbox.
 *
 * @param folders that are there, with declared roles
 * @param problem why a folder cannot have this path there; empty where it can
 * @param listed the path under which such a folder is told there
 * @param ignoresCase whether names that differ in case only are one folder there
 * @param placed where source folders were copied to by earlier passes; they stay there as long as
 *     the rules send them to that name
 */
public record DestinationNames(
        List<Folder> folders,
        Function<FolderPath, Optional<String>> problem,
        UnaryOperator<FolderPath> listed,
        boolean ignoresCase,
        Map<FolderPath, FolderPath> placed) {

    public DestinationNames {
        folders = List.copyOf(folders);
        placed = Map.copyOf(placed);
    }

    /**
     * As the session tells; to be used while it is open. Where all items are listed in one folder,
     * and some only there, that is what other mailboxes have an archive for.
     *
     * @param folders that it has told
     */
    public static DestinationNames of(MailboxSession session, List<Folder> folders)
            throws MailboxException {
        FolderPath home = session.home(FolderPath.INBOX);
        boolean archives =
                folders.stream().anyMatch(one -> one.use().equals(Optional.of(SpecialUse.ARCHIVE)));
        return new DestinationNames(
                archives
                        ? folders
                        : folders.stream()
                                .map(one -> one.path().equals(home) ? one.asArchive() : one)
                                .toList(),
                session::nameProblem,
                session::listed,
                session.ignoresCase(),
                Map.of());
    }

    /** Where nothing is known of the rules: any name goes. */
    public static DestinationNames anyNames(List<Folder> folders) {
        return new DestinationNames(
                folders, path -> Optional.empty(), UnaryOperator.identity(), false, Map.of());
    }

    /** The same with what earlier passes have copied where. */
    public DestinationNames withPlaced(Map<FolderPath, FolderPath> bySource) {
        return new DestinationNames(folders, problem, listed, ignoresCase, bySource);
    }
}
