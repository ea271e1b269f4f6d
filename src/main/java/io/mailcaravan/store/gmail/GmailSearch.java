package io.mailcaravan.store.gmail;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** SEARCH by Gmail, but for {@code $Important}, which is no keyword there: that is listed for. */
record GmailSearch(MailboxSession gmail, MailboxSession imap, FolderPath folder) {

    UidSet search(SearchKey key) throws MailboxException {
        if (!isAboutImportance(key)) {
            return imap.search(folder, key);
        }
        return switch (key) {
            case SearchKey.Not not -> in(all(false), search(not.key()), false);
            case SearchKey.All all -> {
                UidSet found = search(all.keys().get(0));
                for (SearchKey further : all.keys().subList(1, all.keys().size())) {
                    found = in(found, search(further), true);
                }
                yield found;
            }
            default -> all(true);
        };
    }

    private static boolean isAboutImportance(SearchKey key) {
        return switch (key) {
            case SearchKey.Marked marked -> marked.keyword().equals(GmailLabels.IMPORTANT_KEYWORD);
            case SearchKey.Not not -> isAboutImportance(not.key());
            case SearchKey.All all -> all.keys().stream().anyMatch(GmailSearch::isAboutImportance);
            default -> false;
        };
    }

    private UidSet all(boolean onlyImportant) throws MailboxException {
        Set<Uid> found = new HashSet<>();
        gmail.list(
                folder,
                UidRange.ALL,
                head -> {
                    if (!onlyImportant
                            || head.flags().keywords().contains(GmailLabels.IMPORTANT_KEYWORD)) {
                        found.add(head.uid());
                    }
                });
        return UidSet.of(List.copyOf(found));
    }

    /** Those that are among the others, or are not. */
    private static UidSet in(UidSet some, UidSet others, boolean among) {
        return UidSet.of(
                some.stream()
                        .mapToObj(Uid::new)
                        .filter(uid -> others.contains(uid) == among)
                        .toList());
    }
}
