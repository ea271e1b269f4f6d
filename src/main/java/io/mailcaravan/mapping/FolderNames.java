package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.FolderPath;
import java.util.Optional;

/** The names that steps of a route give folders before they come to an end. */
@FunctionalInterface
public interface FolderNames {

    /** Folders keep their names. */
    FolderNames AS_THEY_ARE = folder -> Optional.empty();

    /** The folder's other name, and what says so; empty where it keeps its own. */
    Optional<FolderRenames.Renamed> of(FolderPath folder);
}
