package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.UidRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers changed at random, the same for a seed: whatever a server tells of a folder, each message
 * that it counts is listed, or the difference can be seen; whatever names it lists, each leads to a
 * folder of its own, or is named.
 */
class LyingServerFuzzTest {
    private static final int SEEDS = 200;

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-1",
                    "NIL",
                    "",
                    "1",
                    "4294967295",
                    "4294967296",
                    "9223372036854775808",
                    "99999999999999999999999",
                    "1x",
                    "\"5\"",
                    "()",
                    "{0}\r\n",
                    "(",
                    ")");

    @TempDir private Path spool;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void messageThatIsCountedShouldBeListedOrMissed(long seed) throws Exception {
        Random random = new Random(seed);
        Set<Long> uids = new TreeSet<>();
        try (LyingServer server = new LyingServer()) {
            for (int i = random.nextInt(30); i >= 0; i--) {
                long uid = 1L + random.nextInt(100);
                uids.add(uid);
                server.with(uid, "Subject: " + uid + "\r\n\r\n");
            }
            // honest about the messages' numbers and SEARCH, so that all can be named
            boolean nameable = random.nextBoolean();
            server.lying(lines -> changed(lines, nameable, random));
            List<ItemHead> heads = new ArrayList<>();
            FolderStatus status;
            try (MailboxSession session = signIn(server)) {
                if (random.nextBoolean()) {
                    session.status(FolderPath.INBOX);
                }
                session.list(FolderPath.INBOX, UidRange.ALL, heads::add);
                status = session.status(FolderPath.INBOX);
            } catch (MailboxException e) {
                assertThat(e.explanation()).contains("acme");
                return;
            }

            Set<Long> listed =
                    heads.stream().map(head -> head.uid().value()).collect(Collectors.toSet());
            assertThat(listed).as("told once").hasSameSizeAs(heads);
            if (nameable) {
                assertThat(listed).containsAll(uids);
            } else if (!listed.containsAll(uids)) {
                assertThat(status.messages()).isNotEqualTo(heads.size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nameThatIsListedShouldLeadToItsFolderOrBeNamed(long seed) throws Exception {
        Random random = new Random(seed);
        Set<String> names = new TreeSet<>();
        List<String> lines = new ArrayList<>(List.of("() \"/\" INBOX"));
        int unreadable = 0;
        for (int i = random.nextInt(12); i >= 0; i--) {
            String name = name(random);
            if (names.add(name)) {
                boolean mangled = random.nextInt(8) == 0;
                unreadable += mangled ? 1 : 0;
                lines.add(
                        mangled
                                ? "() \"" + name.replaceAll("[\"{}]", "")
                                : "() \"/\" " + form(name, random));
                if (mangled) {
                    names.remove(name);
                }
            }
        }
        Collections.shuffle(lines, random);
        try (LyingServer server = new LyingServer().listing(lines);
                MailboxSession session = signIn(server)) {
            List<Folder> folders = session.folders();
            Set<String> reached = new TreeSet<>();
            for (Folder folder : folders) {
                if (folder.selectable()) {
                    session.status(folder.path());
                    String command = server.commands.get(server.commands.size() - 1);
                    reached.add(
                            LyingServer.unquoted(command.substring(7, command.lastIndexOf(" ("))));
                }
            }

            assertThat(folders).extracting(Folder::path).doesNotHaveDuplicates();
            Set<String> expected =
                    names.stream()
                            .filter(name -> !name.replace("/", "").isEmpty())
                            .map(
                                    name ->
                                            name.toUpperCase(Locale.ROOT).equals("INBOX")
                                                    ? "INBOX"
                                                    : name)
                            .collect(Collectors.toSet());
            assertThat(reached.stream().map(it -> it.equalsIgnoreCase("INBOX") ? "INBOX" : it))
                    .containsAll(expected);
            long nameless = names.stream().filter(it -> it.replace("/", "").isEmpty()).count();
            assertThat(session.overlooked().size() + (reached.size() - expected.size()))
                    .isGreaterThanOrEqualTo((int) nameless + (unreadable > 0 ? 1 : 0));
        }
    }

    private static List<String> changed(List<String> lines, boolean nameable, Random random) {
        List<String> changed = new ArrayList<>();
        for (String line : lines) {
            if (line.contains(" FETCH ")) {
                int kind = random.nextInt(12);
                if (kind == 0) {
                    continue;
                }
                String told = kind < 4 ? mangled(line, random) : line;
                changed.add(nameable || random.nextInt(10) > 0 ? told : number(told, random));
                if (random.nextInt(10) == 0) {
                    changed.add("* 1 FETCH (FLAGS (\\Seen))");
                }
            } else if (!nameable && random.nextInt(4) == 0 && !line.contains("CAPABILITY")) {
                // counts: dropped, wrong, beyond all bounds
                if (random.nextBoolean()) {
                    changed.add(number(line, random));
                }
            } else {
                changed.add(line);
            }
        }
        if (random.nextInt(5) == 0 && changed.stream().allMatch(it -> it.contains(" FETCH "))) {
            Collections.shuffle(changed, random);
        }
        return changed;
    }

    /** One item of a FETCH answer dropped or replaced; a UID never becomes another message's. */
    private static String mangled(String line, Random random) {
        String item =
                List.of(
                                "UID \\d+ ?",
                                "FLAGS \\(.*?\\) ?",
                                "INTERNALDATE \".*?\" ?",
                                "RFC822.SIZE \\d+ ?")
                        .get(random.nextInt(4));
        String name = item.substring(0, item.indexOf(' '));
        String value = NUMBERS.get(random.nextInt(NUMBERS.size()));
        if (name.equals("UID") && value.matches("\"?\\d{1,10}.?") && !value.equals("0")) {
            value = "NIL";
        }
        String replacement = random.nextBoolean() ? "" : name + " " + value + " ";
        return line.replaceFirst(item, replacement.replace("\\", "\\\\"));
    }

    private static String number(String line, Random random) {
        return line.replaceFirst(
                "(?<=\\* |MESSAGES |UIDVALIDITY |UIDNEXT |SEARCH )\\d+",
                NUMBERS.get(random.nextInt(NUMBERS.size())));
    }

    private static String name(Random random) {
        List<String> parts =
                List.of(
                        "a",
                        "A",
                        "INBOX",
                        "inbox",
                        "InBox",
                        "/",
                        "/",
                        " ",
                        "\t",
                        "&-",
                        "&",
                        "&APw-",
                        "\u00c3\u00bc",
                        "\u00fc",
                        "\u00c4\u00b1nbox",
                        "\"",
                        "\\",
                        "(",
                        ")",
                        "NIL",
                        "%",
                        "*",
                        "#",
                        "'",
                        "{3}",
                        "[x]",
                        "\u0001",
                        "&AOk",
                        "Sent");
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(parts.get(random.nextInt(parts.size())));
        }
        return name.toString();
    }

    /** As some server would send it. */
    private static String form(String name, Random random) {
        boolean plain =
                name.matches("[^\"\\\\(){\\s\\x00-\\x1f][^\"\\\\(){}\\r\\n]*[^\"\\\\(){}\\s]");
        if (plain && random.nextBoolean()) {
            return name;
        }
        return random.nextBoolean()
                ? "{" + name.length() + "}\r\n" + name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private MailboxSession signIn(LyingServer server) throws MailboxException {
        return ImapStores.plain(server.port(), spool)
                .signIn(
                        new Login("anna@acme.example", Optional.of(new Secret("secret"))),
                        Access.READ);
    }
}
