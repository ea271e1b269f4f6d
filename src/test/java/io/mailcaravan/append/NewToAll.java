package io.mailcaravan.append;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.Arrival;
import java.util.Optional;

/** Of whose item nobody has heard before, and who does not care what becomes of it. */
final class NewToAll implements Requester {

    @Override
    public String note() {
        return "";
    }

    @Override
    public Optional<Content> asRead() {
        return Optional.empty();
    }

    @Override
    public Optional<ItemHead> atSource() {
        return Optional.empty();
    }

    @Override
    public void cut() {}

    @Override
    public int cuts() {
        return 0;
    }

    @Override
    public void arrived(FolderPath folder, Optional<Uid> uid, Arrival how) {}

    @Override
    public void interrupted(MailboxException reason) {}

    @Override
    public void failed(Exception reason) {}
}
