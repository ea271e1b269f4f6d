package io.mailcaravan.pass;

import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.mapping.WrittenFolders;
import java.time.Duration;

/**
 * How a pass walks.
 *
 * @param written the names of folders in options and files, told which there are
 * @param rules what decides on items, options and the route's steps, as a short text; where it
 *     changes, what was skipped is looked at again
 * @param mappings that steps of the route may name
 * @param retryFailed whether items that failed before are tried again
 * @param reconnectDelay wait before a lost connection is opened again
 * @param connections sessions to the source at once, for one mailbox
 * @param windowBytes bytes asked for in one read; the last item may go beyond
 * @param inFlightBytes bytes in memory, read and not yet acknowledged by the destination, for one
 *     mailbox
 * @param spoolBytes the same in spool files
 */
public record PassSettings(
        FolderFilter folders,
        WrittenFolders written,
        ItemFilter items,
        String rules,
        Mappings mappings,
        Deletions deletions,
        MaxDeletions maxDeletions,
        boolean retryFailed,
        Duration reconnectDelay,
        int connections,
        long windowBytes,
        long inFlightBytes,
        long spoolBytes) {}
