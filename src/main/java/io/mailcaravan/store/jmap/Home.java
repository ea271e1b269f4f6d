package io.mailcaravan.store.jmap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.FolderPath;

/**
 * The folder that holds all emails of an account, whatever mailboxes they lie in. JMAP has none, so
 * its name is ours, and it is the same in every account: the ledger knows all items by it. A
 * mailbox that has this name is told under another one, see {@link MailboxTree}.
 */
final class Home {

    static final FolderPath PATH = FolderPath.of("All Mail");

    private Home() {}

    /** Whether it is this folder; names that differ in case only would be one at other stores. */
    static boolean is(FolderPath folder) {
        return AsciiCase.equal(folder.toString(), PATH.toString());
    }
}
