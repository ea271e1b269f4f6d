package io.mailcaravan.verify;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;

/**
 * How two ends are compared.
 *
 * @param letters where bytes of failed items were kept
 * @param content whether contents are read and compared, too
 * @param named how many differences of a mailbox are told one by one; all are counted
 */
public record VerifySettings(
        FolderFilter folders, ItemFilter items, DeadLetters letters, boolean content, long named) {}
