package io.mailcaravan.pass;

import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;

/**
 * How a pass walks.
 *
 * @param connections sessions to the source at once, for one mailbox
 * @param windowBytes bytes asked for in one read; the last item may go beyond
 * @param inFlightBytes bytes in memory, read and not yet acknowledged by the destination, for one
 *     mailbox
 * @param spoolBytes the same in spool files
 */
public record PassSettings(
        FolderFilter folders,
        ItemFilter items,
        Deletions deletions,
        int connections,
        long windowBytes,
        long inFlightBytes,
        long spoolBytes) {}
