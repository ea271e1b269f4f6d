package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemSink;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One account. All emails are in the folder {@link Home}, with the mailboxes as their places; the
 * mailboxes' own folders are empty.
 */
final class JmapSession implements MailboxSession {

    private static final EnumSet<StoreCapability> CAPABILITIES =
            EnumSet.of(
                    StoreCapability.INTERNAL_DATE,
                    StoreCapability.FLAGS,
                    StoreCapability.KEYWORDS,
                    StoreCapability.APPEND_UID,
                    StoreCapability.SPECIAL_USE,
                    StoreCapability.SUBSCRIPTIONS,
                    StoreCapability.CHANGES,
                    StoreCapability.SEARCH,
                    StoreCapability.STORE_FLAGS,
                    StoreCapability.PLACES,
                    StoreCapability.DELETE);

    /** Of a folder that never holds anything. */
    private static final UidValidity EMPTY = new UidValidity(1);

    private final JmapWire wire;
    private final Access access;
    private final EmailNumbers numbers;
    private final Mailboxes mailboxes;
    private final Emails emails;
    private final EmailReading reading;
    private final EmailImport appending;
    private final EmailSets changing;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean looked;

    /**
     * @param whenClosed called once
     */
    JmapSession(
            JmapWire wire, Access access, EmailNumbers numbers, Spool spool, Runnable whenClosed) {
        this.wire = wire;
        this.access = access;
        this.numbers = numbers;
        this.mailboxes = new Mailboxes(wire);
        this.emails = new Emails(wire, mailboxes);
        this.reading = new EmailReading(wire, numbers, emails, spool);
        this.appending = new EmailImport(wire, mailboxes, emails, numbers);
        this.changing = new EmailSets(wire, mailboxes, numbers);
        this.whenClosed = whenClosed;
    }

    @Override
    public Set<StoreCapability> capabilities() {
        EnumSet<StoreCapability> all = EnumSet.copyOf(CAPABILITIES);
        if (wire.account().capabilities().contains(JmapAccount.QUOTA)) {
            all.add(StoreCapability.QUOTA);
        }
        return all;
    }

    @Override
    public String description() {
        return "JMAP; " + String.join(" ", wire.account().capabilities());
    }

    @Override
    public List<Folder> folders() throws MailboxException {
        return mailboxes.refresh().folders();
    }

    @Override
    public FolderPath home(FolderPath folder) {
        return Home.PATH;
    }

    @Override
    public FolderPath listed(FolderPath folder) {
        return Home.is(folder) ? Home.PATH : folder;
    }

    @Override
    public FolderStatus status(FolderPath folder) throws MailboxException {
        if (!Home.is(folder)) {
            mailboxes.with(folder);
            return new FolderStatus(folder, EMPTY, Uid.MIN, false, 0, Optional.empty());
        }
        MailboxTree tree = mailboxes.refresh();
        EmailNumbers.Standing standing = numbers.refresh();
        looked = true;
        return new FolderStatus(
                folder,
                standing.position().uidValidity(),
                standing.position().uidNext(),
                true,
                standing.emails(),
                Optional.of(
                        new JmapCursor(wire.account().id(), tree.mark(), standing.state())
                                .cursor()));
    }

    @Override
    public void list(FolderPath folder, UidRange range, Consumer<ItemHead> to)
            throws MailboxException {
        if (holdsItems(folder)) {
            look();
            numbers.each(range, ids -> emails.each(ids, email -> to.accept(email.head())));
        }
    }

    /** Whether anything can be in the folder itself. */
    private boolean holdsItems(FolderPath folder) throws MailboxException {
        if (Home.is(folder)) {
            return true;
        }
        mailboxes.with(folder);
        return false;
    }

    /** For a list that nobody has asked the status before. */
    private void look() throws MailboxException {
        if (!looked) {
            numbers.refresh();
            looked = true;
        }
    }

    @Override
    public void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException {
        if (holdsItems(folder)) {
            reading.read(windows, to);
        }
    }

    @Override
    public Optional<String> unreadable(FolderPath folder, Uid uid) {
        return reading.unreadable(uid);
    }

    @Override
    public void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException {
        if (holdsItems(folder)) {
            look();
            reading.fingerprints(range, to);
        }
    }

    @Override
    public UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        List<Uid> found = new ArrayList<>();
        if (holdsItems(folder)) {
            look();
            numbers.each(
                    UidRange.ALL,
                    ids ->
                            emails.each(
                                    ids,
                                    email -> {
                                        if (EmailSearch.holds(key, email)) {
                                            found.add(email.head().uid());
                                        }
                                    }));
        }
        return UidSet.of(found);
    }

    @Override
    public boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        Optional<JmapCursor> from = JmapCursor.read(since);
        boolean same =
                holdsItems(folder)
                        && from.isPresent()
                        && from.get().account().equals(wire.account().id())
                        && from.get().mark().equals(mailboxes.refresh().mark());
        if (!same) {
            return false;
        }
        return new EmailChanges(wire)
                .since(
                        from.get().state(),
                        page -> {
                            List<String> changed = new ArrayList<>(page.created());
                            changed.addAll(page.updated());
                            tell(changed.stream().distinct().toList(), to);
                            for (Uid gone : numbers.number(page.destroyed()).values()) {
                                to.accept(new ItemChange.Gone(gone));
                            }
                            numbers.forget(page.destroyed());
                        })
                .isComplete();
    }

    private void tell(List<String> ids, Consumer<ItemChange> to) throws MailboxException {
        Map<Uid, String> sorted = new TreeMap<>();
        numbers.number(ids).forEach((id, uid) -> sorted.put(uid, id));
        emails.each(
                sorted,
                email -> {
                    ItemHead head = email.head();
                    to.accept(new ItemChange.NewFlags(head.uid(), head.flags()));
                    to.accept(new ItemChange.NewPlaces(head.uid(), head.places()));
                });
    }

    @Override
    public OptionalLong appendLimit() {
        return OptionalLong.of(wire.account().limits().upload());
    }

    @Override
    public List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException {
        requireWrite("append");
        requireHome("append", folder);
        return batch.isEmpty() ? List.of() : appending.append(batch);
    }

    @Override
    public void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        requireWrite("create");
        mailboxes.create(folder, use);
    }

    @Override
    public Optional<String> nameProblem(FolderPath folder) {
        return Mailboxes.nameProblem(folder);
    }

    @Override
    public void subscribe(FolderPath folder) throws MailboxException {
        requireWrite("subscribe");
        mailboxes.subscribe(folder);
    }

    @Override
    public void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        requireWrite("storeFlags");
        requireHome("storeFlags", folder);
        changing.storeFlags(flags);
    }

    @Override
    public void storePlaces(FolderPath folder, Map<Uid, Places> places) throws MailboxException {
        requireWrite("storePlaces");
        requireHome("storePlaces", folder);
        changing.storePlaces(places);
    }

    @Override
    public void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        requireWrite("delete");
        requireHome("delete", folder);
        changing.delete(uids);
    }

    /** RFC 9425: what counts bytes of mail. */
    @Override
    public Optional<Quota> quota() throws MailboxException {
        ObjectNode arguments = JsonAnswer.object();
        arguments.putNull("ids");
        for (JsonNode quota :
                wire.ask("cannot ask for the quota", "Quota/get", arguments).path("list")) {
            boolean ofMail = !quota.path("types").isArray();
            for (JsonNode type : quota.path("types")) {
                ofMail |= type.asText().equals("Mail") || type.asText().equals("Email");
            }
            if (ofMail
                    && quota.path("resourceType").asText().equals("octets")
                    && quota.path("hardLimit").asLong() > 0) {
                return Optional.of(
                        new Quota(quota.path("used").asLong(), quota.path("hardLimit").asLong()));
            }
        }
        return Optional.empty();
    }

    private void requireWrite(String call) {
        if (access != Access.WRITE) {
            throw new IllegalStateException(
                    call + " on " + wire.web().mailbox() + ", which is open as a source");
        }
    }

    private void requireHome(String call, FolderPath folder) throws MailboxException {
        if (holdsItems(folder)) {
            return;
        }
        throw new IllegalStateException(
                call + " in " + folder + ", whose items are in " + home(folder));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            wire.web().close();
            whenClosed.run();
        }
    }
}
