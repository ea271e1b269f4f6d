package io.mailcaravan.testkit;

/**
 * All that every store promises. A store's test implements this and supplies a store and a fresh
 * mailbox; what the store does not declare shows as a skip with its reason.
 */
public interface MailboxStoreContract
        extends ReadContract,
                AppendContract,
                FolderContract,
                FlagContract,
                ResumeContract,
                ChangingItemsContract,
                PlacesContract,
                FailureContract,
                SourceUntouchedContract {}
