package io.mailcaravan.assess;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about one mailbox.
 *
 * @param failure what ended the look after both sign-ins; empty where it went through
 * @param messages in the source after filters
 * @param excluded items left out, by reason
 * @param copiedItems of these, what an earlier pass has copied
 * @param merged destination folders that receive more than one source folder
 * @param room empty where the destination has no quota or does not tell
 * @param speed empty where the source could not be read
 * @param eta for a pass that starts now; a guess
 * @param unmatched names in folders, excludeFolders and folderMap that no folder here has
 * @param blocking what has to be put right before everything can be copied
 * @param warnings what will be different or slower
 */
public record MailboxAssessment(
        String route,
        SignIn source,
        SignIn destination,
        Optional<MailboxException> failure,
        List<FolderFinding> folders,
        long messages,
        long bytes,
        Map<String, Long> excluded,
        long copiedItems,
        long copiedBytes,
        Map<FolderPath, List<FolderPath>> merged,
        Oversize oversize,
        Optional<Room> room,
        Optional<Speed> speed,
        Optional<Duration> eta,
        List<String> unmatched,
        List<String> blocking,
        List<String> warnings) {

    /** Whether both ends answered to the end. */
    public boolean reachable() {
        return source.works() && destination.works() && failure.isEmpty();
    }

    /** Folders that are taken. */
    public long takenFolders() {
        return folders.stream().filter(folder -> folder.excluded().isEmpty()).count();
    }

    /** Folders that get another name than the rules give. */
    public long renamedFolders() {
        return folders.stream()
                .filter(folder -> folder.plan().flatMap(row -> row.renamed()).isPresent())
                .count();
    }

    static MailboxAssessment unreachable(
            String route, SignIn source, SignIn destination, Optional<MailboxException> failure) {
        return new MailboxAssessment(
                route,
                source,
                destination,
                failure,
                List.of(),
                0,
                0,
                Map.of(),
                0,
                0,
                Map.of(),
                Oversize.none(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }
}
