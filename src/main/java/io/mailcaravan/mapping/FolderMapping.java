package io.mailcaravan.mapping;

import io.mailcaravan.filter.UnmetName;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where source folders go. First they get the names that steps of the route give them ({@link
 * #withNames}), which tell no role. Then the first rule that knows the folder decides:
 *
 * <ol>
 *   <li>a line of the mapping file, the most specific one; folders below go along,
 *   <li>with a prefix: below the prefix, with the same path, INBOX too,
 *   <li>its role (declared, else by its name) to the destination's folder with that role; folders
 *       below go along. {@code \All}, {@code \Flagged} and {@code \Important} are views of other
 *       folders and are not matched by role,
 *   <li>the same path.
 * </ol>
 *
 * <p>What a name may not hold at the destination is replaced then, and folders that would become
 * one there though nobody asked for it are kept apart.
 */
public final class FolderMapping {

    /** For a character that may not be in a name at the destination. */
    public static final String REPLACEMENT = "_";

    private final Optional<FolderPath> prefix;
    private final List<FolderMapFile.Line> lines;
    private final boolean mapSpecialUse;
    private final String replacement;
    private final FolderNames names;

    private FolderMapping(
            Optional<FolderPath> prefix,
            List<FolderMapFile.Line> lines,
            boolean mapSpecialUse,
            String replacement,
            FolderNames names) {
        this.prefix = prefix;
        this.lines = lines;
        this.mapSpecialUse = mapSpecialUse;
        this.replacement = replacement;
        this.names = names;
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
                mapSpecialUse,
                REPLACEMENT,
                FolderNames.AS_THEY_ARE);
    }

    /**
     * The same with another replacement for what a name may not hold at the destination.
     *
     * @param text empty to leave names alone: such folders cannot be copied then
     * @throws ConfigurationException for a text that is no part of a name anywhere
     */
    public FolderMapping withReplacement(String text) {
        if (text.contains("/") || text.chars().anyMatch(Character::isISOControl)) {
            throw new ConfigurationException(
                    "separatorReplacement",
                    "'" + text + "' cannot be in a folder's name",
                    "Give a character such as _ or -, or nothing to leave names alone.");
        }
        return new FolderMapping(prefix, lines, mapSpecialUse, text, names);
    }

    /** The same for folders whose names are meant as they are: roles are not matched. */
    public FolderMapping withoutRoles() {
        return new FolderMapping(prefix, lines, false, replacement, names);
    }

    /** The same behind steps of a route that give folders other names. */
    public FolderMapping withNames(FolderNames given) {
        return new FolderMapping(prefix, lines, mapSpecialUse, replacement, given);
    }

    /** The name that steps of the route give the folder. */
    public FolderPath named(FolderPath source) {
        return names.of(source).map(FolderRenames.Renamed::path).orElse(source);
    }

    /**
     * Plans a whole mailbox. A role is used once: of several source folders with one role, the one
     * that declares it takes it, and the others keep their names.
     *
     * @param sourceFolders all, so that the roles are known even of folders that are filtered out
     * @param there what is there already, and which names can be there
     */
    public FolderPlan plan(List<Folder> sourceFolders, DestinationNames there) {
        return new FolderPlanner(
                        prefix, lines, mapSpecialUse, replacement, names, sourceFolders, there)
                .plan();
    }

    /**
     * The lines of the mapping file whose source is a name that none of these folders has, and none
     * above them; in a mailbox where one was expected, a misspelt name.
     *
     * @param folders by the names that steps of the route give them
     * @return {@code folderMap map.txt, line 3: 'Sentt -> Sent'}
     */
    public List<UnmetName> unusedNames(Collection<FolderPath> folders) {
        return lines.stream()
                .filter(
                        line ->
                                line.source().path().isPresent()
                                        && folders.stream().noneMatch(line::means))
                .map(
                        line ->
                                new UnmetName(
                                        line.source().path().get().withinKind(),
                                        "folderMap " + line))
                .toList();
    }

    /** The same for a destination that takes any name. */
    public FolderPlan plan(List<Folder> sourceFolders, List<Folder> destinationFolders) {
        return plan(sourceFolders, DestinationNames.anyNames(destinationFolders));
    }

    /** Where one folder goes when nothing is known of its neighbours; {@link #plan} knows more. */
    public FolderPath map(Folder source, List<Folder> destinationFolders) {
        return plan(List.of(source), destinationFolders).rows().get(0).destination();
    }
}
