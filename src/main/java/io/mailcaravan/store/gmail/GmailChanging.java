package io.mailcaravan.store.gmail;

import io.mailcaravan.imap.LabelSession;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Appends messages with their labels, and changes flags and labels of those that are there. */
final class GmailChanging {

    private static final System.Logger LOG = System.getLogger(GmailChanging.class.getName());

    /** imapsync's FAQ.Gmail: Gmail archives a message that comes with it, or moves it to Trash. */
    private static final Flags NEVER_SENT = Flags.of(SystemFlag.DELETED);

    private static final Flags IMPORTANT =
            new Flags(Set.of(), Set.of(GmailLabels.IMPORTANT_KEYWORD));

    private final LabelSession imap;
    private final GmailFolders folders;
    private final GmailLabels labels;
    private final Labels there;

    /** Looks whether a label is there. */
    @FunctionalInterface
    interface Labels {
        /**
         * @throws MailboxException scope FOLDER where it is not
         */
        void require(FolderPath folder) throws MailboxException;
    }

    GmailChanging(LabelSession imap, GmailFolders folders, GmailLabels labels, Labels there) {
        this.imap = imap;
        this.folders = folders;
        this.labels = labels;
        this.there = there;
    }

    /**
     * Appends to a home, and then gives the labels. The answer to that is not waited for with the
     * outcome: the messages have arrived, and whoever appends with places looks at them again.
     */
    List<AppendOutcome> append(FolderPath home, List<Item> batch) throws MailboxException {
        List<Item> sent = new ArrayList<>(batch.size());
        Map<FolderPath, Optional<String>> labelOf = new HashMap<>();
        for (Item item : batch) {
            for (FolderPath place : item.head().places().folders()) {
                if (!labelOf.containsKey(place)) {
                    labelOf.put(place, label(home, place));
                }
            }
            Flags flags = item.head().flags().without(NEVER_SENT).without(IMPORTANT);
            sent.add(new Item(item.head().with(flags).with(Places.NONE), item.content()));
        }
        List<AppendOutcome> outcomes = new ArrayList<>(imap.append(home, sent));
        Map<String, List<Uid>> byLabel = new LinkedHashMap<>();
        List<Uid> important = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (!(outcomes.get(i) instanceof Appended told)) {
                continue;
            }
            ItemHead head = batch.get(i).head();
            Appended appended =
                    new Appended(
                            believed(home, batch.get(i), told.uid()),
                            told.dropped().with(dropped(head.flags())));
            outcomes.set(i, appended);
            if (appended.uid().isEmpty()) {
                continue;
            }
            for (FolderPath place : head.places().folders()) {
                labelOf.get(place)
                        .ifPresent(
                                label ->
                                        byLabel.computeIfAbsent(label, it -> new ArrayList<>())
                                                .add(appended.uid().get()));
            }
            if (isImportant(head.flags())) {
                important.add(appended.uid().get());
            }
        }
        give(home, byLabel);
        if (!important.isEmpty() && !give(home, Map.of(GmailLabels.IMPORTANT, important))) {
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof Appended appended
                        && isImportant(batch.get(i).head().flags())) {
                    outcomes.set(
                            i, new Appended(appended.uid(), appended.dropped().with(IMPORTANT)));
                }
            }
        }
        return outcomes;
    }

    private Optional<String> label(FolderPath home, FolderPath place) throws MailboxException {
        if (!folders.isHome(place)) {
            there.require(place);
        }
        return labels.label(home, place);
    }

    private static Flags dropped(Flags asked) {
        return asked.has(SystemFlag.DELETED) ? NEVER_SENT : Flags.NONE;
    }

    private static boolean isImportant(Flags flags) {
        return flags.keywords().contains(GmailLabels.IMPORTANT_KEYWORD);
    }

    /** Whether they have them; where not, the connection may be lost, which its next use tells. */
    private boolean give(FolderPath home, Map<String, List<Uid>> byLabel) {
        try {
            imap.addLabels(home, byLabel);
            return true;
        } catch (MailboxException e) {
            LOG.log(Level.DEBUG, "labels after APPEND", e);
            return false;
        }
    }

    /**
     * A UID that was there before is that of an equal message, into which Gmail has merged this
     * one. That it is equal is looked at, as the UID is what labels are changed by.
     */
    private Optional<Uid> believed(FolderPath home, Item item, Optional<Uid> uid) {
        if (uid.isEmpty() || !imap.wasMerged(home, uid.get())) {
            return uid;
        }
        boolean[] equal = {false};
        try (InputStream in = item.content().open()) {
            Fingerprint own = Fingerprint.of(in, item.content().size(), item.head().internalDate());
            imap.fingerprints(
                    home,
                    new UidRange(uid.get(), uid.get()),
                    (found, print) -> equal[0] = print.header().equals(own.header()));
        } catch (IOException | MailboxException e) {
            LOG.log(Level.DEBUG, "looking at a merged message", e);
            return Optional.empty(); // it is found by its content, when somebody looks for it
        }
        return equal[0] ? uid : Optional.empty();
    }

    void storeFlags(FolderPath home, Map<Uid, Flags> flags) throws MailboxException {
        Map<Uid, Flags> plain = new LinkedHashMap<>();
        List<Uid> important = new ArrayList<>();
        List<Uid> others = new ArrayList<>();
        flags.forEach(
                (uid, wanted) -> {
                    plain.put(uid, wanted.without(NEVER_SENT).without(IMPORTANT));
                    (isImportant(wanted) ? important : others).add(uid);
                });
        imap.storeFlags(home, plain);
        if (!important.isEmpty()) {
            imap.addLabels(home, Map.of(GmailLabels.IMPORTANT, important));
        }
        if (!others.isEmpty()) {
            imap.removeLabels(home, Map.of(GmailLabels.IMPORTANT, others));
        }
    }

    /** Gives first and takes then, so that what breaks off in between leaves too much. */
    void storePlaces(FolderPath home, Map<Uid, Places> places) throws MailboxException {
        Map<FolderPath, Optional<String>> labelOf = new HashMap<>();
        for (Places wanted : places.values()) {
            for (FolderPath place : wanted.folders()) {
                if (!labelOf.containsKey(place)) {
                    labelOf.put(place, label(home, place));
                }
            }
        }
        Map<String, List<Uid>> more = new LinkedHashMap<>();
        Map<String, List<Uid>> less = new LinkedHashMap<>();
        for (Map.Entry<Uid, List<String>> one : imap.labels(home, places.keySet()).entrySet()) {
            Uid uid = one.getKey();
            Set<FolderPath> wanted = places.getOrDefault(uid, Places.NONE).folders();
            Map<FolderPath, String> has = labels.labels(one.getValue());
            for (FolderPath place : wanted) {
                if (!has.containsKey(place)) {
                    labelOf.get(place)
                            .ifPresent(
                                    label ->
                                            more.computeIfAbsent(label, it -> new ArrayList<>())
                                                    .add(uid));
                }
            }
            has.forEach(
                    (place, label) -> {
                        if (!wanted.contains(place)) {
                            less.computeIfAbsent(label, it -> new ArrayList<>()).add(uid);
                        }
                    });
        }
        imap.addLabels(home, more);
        imap.removeLabels(home, less);
    }
}
