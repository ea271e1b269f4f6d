package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where source folders go. The first rule that knows the folder decides:
 *
 * <ol>
 *   <li>a line of the mapping file, the most specific one; folders below go along,
 *   <li>with a prefix: below the prefix, with the same path, INBOX too,
 *   <li>its role (declared, else by its name) to the destination's folder with that role; folders
 *       below go along. {@code \All}, {@code \Flagged} and {@code \Important} are views of other
 *       folders and are not matched by role,
 *   <li>the same path.
 * </ol>
 */
public final class FolderMapping {

    private final Optional<FolderPath> prefix;
    private final List<FolderMapFile.Line> lines;
    private final boolean mapSpecialUse;

    private FolderMapping(
            Optional<FolderPath> prefix, List<FolderMapFile.Line> lines, boolean mapSpecialUse) {
        this.prefix = prefix;
        this.lines = lines;
        this.mapSpecialUse = mapSpecialUse;
    }

    /**
     * @param folderPrefix the folder below which all go, in text form; empty for none
     * @param folderMapFile lines {@code source -> destination}
     * @param mapSpecialUse whether folders with the same role are matched
     * @throws io.mailcaravan.mailbox.ConfigurationException for a prefix or a line that is wrong
     */
    public static FolderMapping of(
            String folderPrefix, Optional<Path> folderMapFile, boolean mapSpecialUse) {
        String prefix = folderPrefix.strip().replaceAll("/+$", "");
        return new FolderMapping(
                prefix.isEmpty()
                        ? Optional.empty()
                        : Optional.of(FolderMapFile.path("folderPrefix", prefix)),
                folderMapFile.map(FolderMapFile::read).orElse(List.of()),
                mapSpecialUse);
    }

    /**
     * Plans a whole mailbox. A role is used once: of several source folders with one role, the one
     * that declares it takes it, and the others keep their names.
     *
     * @param sourceFolders all, so that the roles are known even of folders that are filtered out
     * @param destinationFolders what is there already, with declared roles
     */
    public FolderPlan plan(List<Folder> sourceFolders, List<Folder> destinationFolders) {
        return new FolderPlanner(prefix, lines, mapSpecialUse, sourceFolders, destinationFolders)
                .plan();
    }

    /** Where one folder goes when nothing is known of its neighbours; {@link #plan} knows more. */
    public FolderPath map(Folder source, List<Folder> destinationFolders) {
        return plan(List.of(source), destinationFolders).rows().get(0).destination();
    }
}
