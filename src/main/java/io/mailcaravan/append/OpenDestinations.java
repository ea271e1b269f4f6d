package io.mailcaravan.append;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.session.Delays;
import io.mailcaravan.session.SignIns;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The destination mailboxes that one end has open. Safe for many threads. */
public final class OpenDestinations implements AutoCloseable {

    private final Supplier<AppendEnd> end;
    private final Supplier<FolderMapping> mapping;
    private final Map<String, Shared> open = new ConcurrentHashMap<>();

    /** Passes of two routes may write to one mailbox at once; the last one closes it. */
    private record Shared(DestinationMailbox mailbox, int passes) {}

    /**
     * @param end asked for each mailbox
     * @param mapping where folders go without a pass
     */
    public OpenDestinations(Supplier<AppendEnd> end, Supplier<FolderMapping> mapping) {
        this.end = end;
        this.mapping = mapping;
    }

    /**
     * Opens a mailbox for a pass, with its own password where it has one.
     *
     * @param folders where they go
     * @param delays of that pass
     */
    public DestinationMailbox open(Login login, FolderMapping folders, Delays delays) {
        return open.compute(
                        login.mailbox(),
                        (name, shared) ->
                                shared == null
                                        ? new Shared(reserved(login, folders, delays), 1)
                                        : new Shared(shared.mailbox(), shared.passes() + 1))
                .mailbox();
    }

    private DestinationMailbox reserved(Login login, FolderMapping folders, Delays delays) {
        AppendEnd at = end.get();
        return DestinationMailbox.reserved(at, signIns(at, login, delays), folders);
    }

    /**
     * The mailbox that a pass has opened; without a pass it is there until this is closed, and its
     * connection until somebody else needs it.
     */
    public DestinationMailbox get(Login login) {
        return open.computeIfAbsent(
                        login.mailbox(),
                        name -> new Shared(lent(login, mapping.get(), Delays.unseen()), 1))
                .mailbox();
    }

    /** A mailbox beside those, which the caller closes. */
    public DestinationMailbox lent(Login login, FolderMapping folders, Delays delays) {
        AppendEnd at = end.get();
        return DestinationMailbox.lent(at, signIns(at, login, delays), folders);
    }

    private static SignIns signIns(AppendEnd at, Login login, Delays delays) {
        return new SignIns(at.store(), login, Access.WRITE, delays);
    }

    /** Ends one pass's use of the mailbox. */
    public void close(String mailbox) {
        AtomicReference<DestinationMailbox> unused = new AtomicReference<>();
        open.computeIfPresent(
                mailbox,
                (name, shared) -> {
                    if (shared.passes() > 1) {
                        return new Shared(shared.mailbox(), shared.passes() - 1);
                    }
                    unused.set(shared.mailbox());
                    return null;
                });
        if (unused.get() != null) {
            unused.get().close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(shared -> shared.mailbox().close());
        open.clear();
    }
}
