package io.mailcaravan.store.limit;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteBudget;
import io.mailcaravan.mailbox.ByteBudget.Account;
import io.mailcaravan.mailbox.ByteBudget.Direction;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A store of any type, kept within {@link Limits}. */
public final class LimitedStore extends ForwardingStore {

    private final Limits limits;
    private final Supplier<ByteBudget> budget;
    private final Optional<Pace> readPace;
    private final Optional<Pace> writePace;
    private final Map<Account, Meter> meters = new ConcurrentHashMap<>();

    /**
     * @param budget asked for when it is first needed
     */
    public LimitedStore(MailboxStore store, Limits limits, Supplier<ByteBudget> budget) {
        super(store);
        this.limits = limits;
        this.budget = budget;
        this.readPace = pace();
        this.writePace = pace();
    }

    private Optional<Pace> pace() {
        return limits.perSecond().isPresent()
                ? Optional.of(new Pace(limits.perSecond().getAsLong()))
                : Optional.empty();
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        return limited(store.signIn(login, access), login);
    }

    @Override
    public Optional<MailboxSession> signInIfFree(Login login, Access access)
            throws MailboxException {
        return store.signInIfFree(login, access).map(session -> limited(session, login));
    }

    private MailboxSession limited(MailboxSession session, Login login) {
        return new LimitedSession(
                session,
                allowance(login, Direction.READ, readPace),
                allowance(login, Direction.WRITE, writePace));
    }

    private Allowance allowance(Login login, Direction direction, Optional<Pace> pace) {
        List<Meter> all = new ArrayList<>();
        meter(login.mailbox(), direction, limits.ofAMailbox(direction)).ifPresent(all::add);
        meter("", direction, limits.perDay()).ifPresent(all::add);
        return new Allowance(all, pace);
    }

    private Optional<Meter> meter(String mailbox, Direction direction, OptionalLong limit) {
        return limit.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        meters.computeIfAbsent(
                                new Account(name(), mailbox, direction),
                                account -> new Meter(budget.get(), account, limit.getAsLong())));
    }
}
