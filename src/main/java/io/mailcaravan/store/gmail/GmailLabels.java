package io.mailcaravan.store.gmail;

import io.mailcaravan.imap.LabelSession;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.SystemFlag;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Labels to places, flags and keywords, and back. {@code \Starred} is the flag {@code \Flagged},
 * and {@code \Important} the keyword of RFC 8457; both are no places.
 */
final class GmailLabels {

    /** Gmail's label for what it, or the owner, thinks important. */
    static final String IMPORTANT = "\\Important";

    static final Keyword IMPORTANT_KEYWORD = new Keyword("$Important");

    private static final String INBOX = "\\Inbox";
    private static final System.Logger LOG = System.getLogger(GmailLabels.class.getName());

    private final LabelSession imap;
    private final GmailFolders folders;
    private final String mailbox;
    private final Map<String, Meaning> known = new HashMap<>();

    GmailLabels(LabelSession imap, GmailFolders folders, String mailbox) {
        this.imap = imap;
        this.folders = folders;
        this.mailbox = mailbox;
    }

    /**
     * What one label means.
     *
     * @param place empty where it is none
     */
    private record Meaning(Optional<FolderPath> place, Flags flags) {
        static final Meaning NOTHING = new Meaning(Optional.empty(), Flags.NONE);

        static Meaning place(Optional<FolderPath> folder) {
            return new Meaning(folder, Flags.NONE);
        }

        static Meaning flags(Flags flags) {
            return new Meaning(Optional.empty(), flags);
        }
    }

    /** The places of a message with these labels. */
    Places places(List<String> labels) {
        if (labels.isEmpty()) {
            return Places.NONE;
        }
        Set<FolderPath> places = new HashSet<>();
        for (String label : labels) {
            meaning(label).place().ifPresent(places::add);
        }
        return new Places(places);
    }

    /** The flags of a message with these labels, besides those that it is told with. */
    Flags flags(Flags told, List<String> labels) {
        Flags all = told.without(new Flags(Set.of(), Set.of(IMPORTANT_KEYWORD)));
        for (String label : labels) {
            Flags more = meaning(label).flags();
            if (!more.isEmpty()) {
                all = all.with(more);
            }
        }
        return all;
    }

    /** The labels among these that are places, by their places. */
    Map<FolderPath, String> labels(List<String> labels) {
        Map<FolderPath, String> byPlace = new HashMap<>();
        for (String label : labels) {
            meaning(label).place().ifPresent(place -> byPlace.put(place, label));
        }
        return byPlace;
    }

    /**
     * The label of a place; empty where the place is none that a message in this home can have.
     *
     * @param home where the message is listed
     */
    Optional<String> label(FolderPath home, FolderPath place) throws MailboxException {
        if (folders.isHome(place)) {
            return Optional.empty();
        }
        if (place.isInbox()) {
            // in Spam and Trash it would take the message out of there
            return folders.isAll(home) ? Optional.of(INBOX) : Optional.empty();
        }
        if (isRole(place, SpecialUse.SENT)) {
            return Optional.of("\\Sent");
        }
        if (isRole(place, SpecialUse.DRAFTS)) {
            return Optional.of("\\Draft");
        }
        return Optional.of(imap.labelOf(place));
    }

    private boolean isRole(FolderPath place, SpecialUse use) {
        return folders.of(use).filter(place::equals).isPresent();
    }

    private Meaning meaning(String label) {
        Meaning before = known.get(label);
        if (before != null) {
            return before;
        }
        Meaning meaning = find(label);
        known.put(label, meaning);
        return meaning;
    }

    private Meaning find(String label) {
        // quoted, some have their backslash doubled and some have not
        String plain = label.startsWith("\\\\") ? label.substring(1) : label;
        switch (AsciiCase.lower(plain)) {
            case "\\inbox" -> {
                return Meaning.place(Optional.of(FolderPath.INBOX));
            }
            case "\\sent" -> {
                return Meaning.place(folders.of(SpecialUse.SENT));
            }
            // Google's page has both
            case "\\draft", "\\drafts" -> {
                return Meaning.place(folders.of(SpecialUse.DRAFTS));
            }
            case "\\starred", "\\flagged" -> {
                return Meaning.flags(Flags.of(SystemFlag.FLAGGED));
            }
            case "\\important" -> {
                return Meaning.flags(new Flags(Set.of(), Set.of(IMPORTANT_KEYWORD)));
            }
            default -> {
                // a label of the owner, or one of Gmail's that means nothing elsewhere
            }
        }
        FolderPath folder = imap.folderOf(label);
        if (folders.isLabel(folder)) {
            return Meaning.place(Optional.of(folder));
        }
        if (plain.startsWith("\\") || folders.isHome(folder)) {
            return Meaning.NOTHING;
        }
        LOG.log(
                Level.WARNING,
                () ->
                        mailbox
                                + ": messages have the label '"
                                + folder
                                + "', which Gmail does not show by IMAP; it is carried over all the"
                                + " same");
        return Meaning.place(Optional.of(folder));
    }

    /** Somebody has made labels since: what was unknown may be one now. */
    void forget() {
        known.clear();
    }
}
