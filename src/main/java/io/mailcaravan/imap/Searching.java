package io.mailcaravan.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.UidSet;

/** SEARCH, with the short answer of RFC 4731 where the server has it. */
final class Searching {
    private final Wire wire;
    private final Capabilities announced;
    private final Folders folders;

    Searching(Wire wire, Capabilities announced, Folders folders) {
        this.wire = wire;
        this.announced = announced;
        this.folders = folders;
    }

    UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        wire.doing("searching " + folder);
        folders.open(folder);
        String asked = announced.has("ESEARCH") ? "UID SEARCH RETURN (ALL) " : "UID SEARCH ";
        SearchAnswer answer = new SearchAnswer();
        wire.run(asked + SearchWords.of(key), Scope.FOLDER, answer::add);
        return answer.found();
    }
}
