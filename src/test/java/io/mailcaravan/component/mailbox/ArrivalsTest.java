package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final String ID = "Message-ID: <one@x.example>\r\n";

    private final MemoryStore store = new MemoryStore("new");

    private final MailboxSession session;

    private final Item direct = Messages.item(ID + "Subject: a\r\n\r\nbody\r\n");
    private final Item byList = Messages.item(ID + "Subject: a\r\n\r\nbody\r\n--\r\nlist\r\n");

    ArrivalsTest() throws MailboxException {
        session = store.signIn(Login.of("a@x.example"), Access.WRITE);
    }

    private Arrivals arrivals(Item... there) throws MailboxException {
        session.append(FolderPath.INBOX, List.of(there));
        return new Arrivals(session, FolderPath.INBOX, UidRange.ALL, UidSet.EMPTY, new HashSet<>());
    }

    @Test
    void anotherMessageWithTheSameIdAndDateShouldNotBeTaken() throws Exception {
        Arrivals arrivals = arrivals(direct);
        assertThat(arrivals.claim(session, byList)).isEmpty();
        assertThat(arrivals.claim(session, direct)).isPresent();
    }

    @Test
    void eachShouldBeClaimedOnce() throws Exception {
        Arrivals arrivals = arrivals(direct, direct);
        assertThat(arrivals.claim(session, direct)).isPresent();
        assertThat(arrivals.claim(session, direct)).isPresent();
        assertThat(arrivals.claim(session, direct)).isEmpty();
    }

    @Test
    void headerAddedByTheStoreShouldNotHideACopy() throws Exception {
        Arrivals arrivals =
                arrivals(Messages.item("X-Store: y\r\n" + ID + "Subject: a\r\n\r\nbody\r\n"));
        assertThat(arrivals.claim(session, direct)).isPresent();
    }

    @Test
    void otherLineEndsShouldNotHideACopy() throws Exception {
        Arrivals arrivals = arrivals(Messages.item(ID + "Subject: a\r\n\r\nbody\n"));
        assertThat(arrivals.claim(session, direct)).isPresent();
    }
}
