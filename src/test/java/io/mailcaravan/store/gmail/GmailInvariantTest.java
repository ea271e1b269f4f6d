package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever labels there are and whatever is done to them: each message is read once, and what is
 * written to another mailbox has the same labels there.
 */
class GmailInvariantTest extends GmailTestCase {

    private static final List<FolderPath> NAMES =
            List.of(
                    WORK,
                    FolderPath.of("Work", "Sub"),
                    FolderPath.of("Work", "Sub", "Sub"),
                    FolderPath.of("家族"),
                    FolderPath.of("R&D"),
                    FolderPath.of("say \"hi\""),
                    FolderPath.of("back\\slash"),
                    FolderPath.of("(paren) [bracket] {3}"),
                    FolderPath.of("NIL"),
                    FolderPath.of("UID"),
                    FolderPath.of("100%*"),
                    FolderPath.of("smile 😀"),
                    FolderPath.of("Entwürfe"),
                    FolderPath.of("x".repeat(120)),
                    FolderPath.INBOX.child("Lists"));

    private GmailAccount other;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachMessageShouldBeReadOnceAndHaveTheSameLabelsAtTheOtherEnd(long seed) throws Exception {
        Random random = new Random(seed);
        other = new GmailAccount(seed % 2 == 0 ? GmailAccount.ENGLISH : GmailAccount.GERMAN);
        server.put("bob@acme.example", other);
        Map<Integer, Places> expected = new HashMap<>();
        Map<Integer, Uid> uids = new HashMap<>();
        try (MailboxSession session = destination()) {
            for (FolderPath name : NAMES) {
                session.create(name, Optional.empty());
            }
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Places places = places(random);
                expected.put(i, places);
                Flags flags =
                        Flags.parse(
                                (random.nextBoolean() ? "\\Seen " : "")
                                        + (random.nextBoolean() ? "\\Flagged " : "")
                                        + (random.nextBoolean() ? "$Important" : ""));
                Item item = in(places, "message " + i);
                items.add(new Item(item.head().with(flags), item.content()));
            }
            List<AppendOutcome> outcomes = session.append(ALL, items);
            for (int i = 0; i < outcomes.size(); i++) {
                uids.put(i, ((AppendOutcome.Appended) outcomes.get(i)).uid().orElseThrow());
            }
            for (int edit = 0; edit < 30; edit++) {
                int i = random.nextInt(40);
                Places places = places(random);
                expected.put(i, places);
                session.storePlaces(ALL, Map.of(uids.get(i), places));
            }
        }
        assertThat(told(ALL)).containsExactlyInAnyOrderEntriesOf(byUid(expected, uids));
        copy();
        assertThat(labels(other)).isEqualTo(labels(account));
    }

    private static Places places(Random random) {
        Set<FolderPath> places = new HashSet<>();
        List<FolderPath> all = new ArrayList<>(NAMES);
        all.addAll(List.of(FolderPath.INBOX, SENT, DRAFTS));
        for (int i = random.nextInt(6); i > 0; i--) {
            places.add(all.get(random.nextInt(all.size())));
        }
        return new Places(places);
    }

    private static Map<Uid, Places> byUid(Map<Integer, Places> expected, Map<Integer, Uid> uids) {
        Map<Uid, Places> byUid = new HashMap<>();
        expected.forEach((i, places) -> byUid.put(uids.get(i), places));
        return byUid;
    }

    private Map<Uid, Places> told(FolderPath folder) throws Exception {
        Map<Uid, Places> told = new HashMap<>();
        try (MailboxSession session = source()) {
            for (Folder each : session.folders()) {
                if (each.selectable()) {
                    for (ItemHead head : Sessions.heads(session, each.path())) {
                        assertThat(each.path()).isEqualTo(folder);
                        assertThat(told.put(head.uid(), head.places())).isNull();
                    }
                }
            }
        }
        return told;
    }

    /** As a pass does, with the folders of one language put to those of the other. */
    private void copy() throws Exception {
        try (MailboxSession from = source();
                MailboxSession to =
                        store.signIn(GmailStores.login("bob@acme.example"), Access.WRITE)) {
            Map<FolderPath, FolderPath> map = new HashMap<>();
            Map<SpecialUse, FolderPath> roles = new HashMap<>();
            to.folders().forEach(f -> f.use().ifPresent(use -> roles.put(use, f.path())));
            for (Folder folder : from.folders()) {
                FolderPath path = folder.use().map(roles::get).orElse(folder.path());
                map.put(folder.path(), path);
                if (folder.selectable()) {
                    to.create(path, Optional.empty());
                }
            }
            List<ItemHead> heads = Sessions.heads(from, ALL);
            List<Item> batch = new ArrayList<>();
            from.read(
                    ALL,
                    List.of(heads).iterator(),
                    item -> batch.add(new Item(item.head().with(mapped(item, map)), kept(item))));
            to.append(to.home(FolderPath.INBOX), batch);
            assertThat(Sessions.heads(to, to.home(FolderPath.INBOX)))
                    .extracting(ItemHead::flags)
                    .containsExactlyElementsOf(heads.stream().map(ItemHead::flags).toList());
        }
    }

    private static Places mapped(Item item, Map<FolderPath, FolderPath> map) {
        Set<FolderPath> places = new HashSet<>();
        item.head().places().folders().forEach(place -> places.add(map.get(place)));
        return new Places(places);
    }

    private static Content kept(Item item) {
        try (var content = item.content();
                var in = content.open()) {
            return Content.of(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Set<String>> labels(GmailAccount account) {
        Map<String, Set<String>> labels = new HashMap<>();
        for (GmailMessage message : account.messages) {
            assertThat(labels.put(message.content(), Set.copyOf(message.told()))).isNull();
        }
        return labels;
    }
}
