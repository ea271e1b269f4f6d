package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Takeout says of a message in {@code X-Gmail-Labels}: labels by name, those that Gmail gives
 * itself in the account's language, of which English is understood. Several of them are flags.
 *
 * @param home the folder in which the message is listed
 * @param places the further ones
 */
record GmailLabels(FolderPath home, Places places, Flags flags) {

    static final FolderPath ARCHIVE = FolderPath.of("Archive");

    /** What every read or unlabelled message has; written otherwise it is an owner's label. */
    private static final Set<String> GMAILS_OWN = Set.of("Opened", "Archived");

    private static final Set<String> CATEGORIES =
            Set.of(
                    "category personal",
                    "category social",
                    "category promotions",
                    "category updates",
                    "category forums",
                    "category purchases",
                    "category reservations");

    /** Gmail's own folders, the first that a message has being its home. */
    private enum System {
        TRASH("trash", SpecialUse.TRASH, "Trash"),
        SPAM("spam", SpecialUse.JUNK, "Spam"),
        DRAFTS("drafts", SpecialUse.DRAFTS, "Drafts"),
        DRAFT("draft", SpecialUse.DRAFTS, "Drafts"),
        INBOX("inbox", null, "INBOX"),
        SENT("sent", SpecialUse.SENT, "Sent");

        private final String label;
        private final SpecialUse use;
        private final FolderPath path;

        System(String label, SpecialUse use, String path) {
            this.label = label;
            this.use = use;
            this.path = FolderPath.of(path);
        }
    }

    /** The role of a folder that is made of one of Gmail's own labels. */
    static Optional<SpecialUse> use(FolderPath folder) {
        if (folder.equals(ARCHIVE)) {
            return Optional.of(SpecialUse.ARCHIVE);
        }
        return Arrays.stream(System.values())
                .filter(each -> each.use != null && each.path.equals(folder))
                .map(each -> each.use)
                .findFirst();
    }

    /**
     * @param field the value of {@code X-Gmail-Labels}, a char a byte
     */
    static GmailLabels parse(String field) {
        EnumSet<System> system = EnumSet.noneOf(System.class);
        EnumSet<SystemFlag> flags = EnumSet.of(SystemFlag.SEEN);
        Set<Keyword> keywords = new HashSet<>();
        List<FolderPath> folders = new ArrayList<>();
        for (String label : LabelList.of(field)) {
            String lower = AsciiCase.lower(label);
            if (GMAILS_OWN.contains(label) || CATEGORIES.contains(lower)) {
                continue;
            }
            switch (lower) {
                case "unread" -> flags.remove(SystemFlag.SEEN);
                case "starred" -> flags.add(SystemFlag.FLAGGED);
                case "important" -> keywords.add(new Keyword("$Important"));
                default -> {
                    Optional<System> own =
                            Arrays.stream(System.values())
                                    .filter(each -> each.label.equals(lower))
                                    .findFirst();
                    if (own.isPresent()) {
                        system.add(own.get());
                    } else {
                        path(label).ifPresent(folders::add);
                    }
                }
            }
        }
        if (system.contains(System.DRAFT) || system.contains(System.DRAFTS)) {
            flags.add(SystemFlag.DRAFT);
        }
        List<FolderPath> all = new ArrayList<>();
        system.forEach(each -> all.add(each.path));
        all.addAll(folders);
        FolderPath home = all.isEmpty() ? ARCHIVE : all.get(0);
        return new GmailLabels(
                home, new Places(new HashSet<>(all)).without(home), new Flags(flags, keywords));
    }

    /** A label's levels are folders; those without a name are left out. */
    private static Optional<FolderPath> path(String label) {
        List<String> names =
                Arrays.stream(label.split("/")).filter(name -> !name.isBlank()).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(new FolderPath(names));
    }
}
