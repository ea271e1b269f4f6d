package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.UidSet;
import java.util.Locale;
import java.util.stream.LongStream;

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
        Answer answer = new Answer();
        wire.run(asked + key.text(), Scope.FOLDER, answer::add);
        return answer.found;
    }

    private static final class Answer {
        private UidSet found = UidSet.EMPTY;

        void add(ServerLine line) {
            if (line.keyEquals("ESEARCH")) {
                String text = line.getRest();
                int all = text.toUpperCase(Locale.ROOT).indexOf(" ALL ");
                if (all >= 0) {
                    join(UidSet.parse(text.substring(all + 5).trim().split(" ")[0]));
                }
            } else if (line.keyEquals("SEARCH")) {
                LongStream.Builder uids = LongStream.builder();
                for (long uid = line.readLong(); uid > 0; uid = line.readLong()) {
                    uids.add(uid);
                }
                join(UidSet.of(uids.build().toArray()));
            }
        }

        /** Some servers split a long answer. */
        private void join(UidSet more) {
            found =
                    found.isEmpty()
                            ? more
                            : UidSet.of(LongStream.concat(found.stream(), more.stream()).toArray());
        }
    }
}
