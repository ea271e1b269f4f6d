package io.mailcaravan.assess;

import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.mapping.FolderMapping;

/**
 * One mailbox of a route, to be looked at.
 *
 * @param turn when both ends may be opened
 * @param createFolders whether a pass may create folders at the destination
 * @param copiedItems how many an earlier pass has copied
 * @param copiedBytes their size
 */
public record AssessJob(
        String route,
        End source,
        End destination,
        Turn turn,
        FolderFilter folders,
        ItemFilter items,
        FolderMapping mapping,
        boolean createFolders,
        long copiedItems,
        long copiedBytes) {}
