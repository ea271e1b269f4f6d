package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Quota;
import java.util.Optional;

/** How full the mailbox is (RFC 9208); of several limits the one that is reached first. */
final class QuotaQuestion {
    private Quota tightest;

    private QuotaQuestion() {}

    static Optional<Quota> ask(Wire wire) throws MailboxException {
        wire.doing("asking for the quota");
        QuotaQuestion question = new QuotaQuestion();
        wire.run("GETQUOTAROOT INBOX", Scope.MAILBOX, question::add);
        return Optional.ofNullable(question.tightest);
    }

    private void add(ServerLine line) {
        if (!line.keyEquals("QUOTA")) {
            return;
        }
        line.readAtomString(); // the root's name
        if (!line.isNextNonSpace('(')) {
            return;
        }
        while (!line.isNextNonSpace(')') && line.position() < line.end()) {
            String resource = line.readAtom();
            long used = Numbers.of(line.readAtom());
            long limit = Numbers.of(line.readAtom());
            if (resource.isEmpty()) {
                return;
            }
            // in units of 1024 bytes
            Quota quota = new Quota(used * 1024, limit * 1024);
            if (AsciiCase.equal(resource, "STORAGE")
                    && used >= 0
                    && limit >= 0
                    && Math.max(used, limit) <= Long.MAX_VALUE / 1024
                    && (tightest == null || room(quota) < room(tightest))) {
                tightest = quota;
            }
        }
    }

    private static long room(Quota quota) {
        return quota.limitBytes() - quota.usedBytes();
    }
}
