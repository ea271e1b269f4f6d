package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.UidRange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mailbox read completely, asking no ledger.
 *
 * @param messages folder, INTERNALDATE, flags and SHA-256 of each, with how often it is there
 * @param states UIDs, flags, UIDNEXT and HIGHESTMODSEQ of each folder, which reading must not move
 */
record MailboxPicture(Map<String, Integer> messages, List<String> states) {
    private static final int WINDOW = 500;

    static MailboxPicture of(TestServer server, String mailbox) throws MailboxException {
        Map<String, Integer> messages = new TreeMap<>();
        List<String> states = new ArrayList<>();
        try (MailboxSession session = server.open(mailbox, Access.READ)) {
            for (Folder folder : session.folders()) {
                if (folder.selectable()) {
                    add(session, folder.path(), messages, states);
                }
            }
        }
        return new MailboxPicture(messages, states);
    }

    private static void add(
            MailboxSession session,
            FolderPath folder,
            Map<String, Integer> messages,
            List<String> states)
            throws MailboxException {
        FolderStatus status = session.status(folder);
        List<ItemHead> heads = new ArrayList<>();
        session.list(folder, UidRange.ALL, heads::add);
        states.add(
                status + " " + heads.stream().map(h -> h.uid() + "(" + h.flags() + ")").toList());
        List<List<ItemHead>> windows = new ArrayList<>();
        for (int i = 0; i < heads.size(); i += WINDOW) {
            windows.add(heads.subList(i, Math.min(heads.size(), i + WINDOW)));
        }
        session.read(
                folder,
                windows.iterator(),
                item -> messages.merge(line(folder, item), 1, Integer::sum));
    }

    static String line(FolderPath folder, Item item) {
        try (var content = item.content()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return String.join(
                    " | ",
                    folder.toString(),
                    item.head().internalDate().toString(),
                    item.head().flags().toString(),
                    HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    int count() {
        return messages.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Nothing lost, nothing twice, nothing changed. */
    void assertSameMessages(MailboxPicture source) {
        Map<String, Integer> lost = without(source.messages, messages);
        Map<String, Integer> surplus = without(messages, source.messages);
        assertThat(lost).as("lost").isEmpty();
        assertThat(surplus).as("surplus").isEmpty();
    }

    private static Map<String, Integer> without(
            Map<String, Integer> all, Map<String, Integer> other) {
        Map<String, Integer> rest = new TreeMap<>();
        all.forEach(
                (line, count) -> {
                    int more = count - other.getOrDefault(line, 0);
                    if (more > 0) {
                        rest.put(line, more);
                    }
                });
        return rest;
    }
}
