package io.mailcaravan.verify;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.mapping.WrittenFolders;

/**
 * How two ends are compared.
 *
 * @param written the names of folders in options and files, told which there are
 * @param letters where bytes of failed items were kept
 * @param mappings through which items may have gone
 * @param content whether contents are read and compared, too
 * @param named how many differences of a mailbox are told one by one; all are counted
 */
public record VerifySettings(
        FolderFilter folders,
        WrittenFolders written,
        ItemFilter items,
        DeadLetters letters,
        Mappings mappings,
        boolean content,
        long named) {}
