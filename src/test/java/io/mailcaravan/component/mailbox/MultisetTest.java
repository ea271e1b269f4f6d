package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is at the destination in the end is what is at the source: as many of each, whatever was
 * there before, whatever answers were lost, and however little two messages differ.
 */
class MultisetTest {

    private static final int PASSES = 40; // only against a pass that never gets through

    private static final int FOLDERS = 12;

    private static final String ADDED = "X-Store: kept\r\n";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void destinationShouldHoldTheSameMultiset(long seed) throws Exception {
        Random random = new Random(seed);
        boolean adopt = seed % 3 == 0;
        UnaryOperator<byte[]> altering = altering((int) seed % 4);
        try (RouteFixture route = new RouteFixture(folder).impatient()) {
            MemoryFaults faults = route.destination.faults();
            faults.alter(altering);
            boolean afterAppend = random.nextBoolean();
            if (random.nextBoolean()) {
                faults.lack(StoreCapability.APPEND_UID, StoreCapability.BATCH_APPEND);
            }
            // where the store alters messages, nobody can tell which of equal ones lacks its flags
            boolean hidesWhich = seed % 4 == 0;
            faults.setAfterAppend(
                    afterAppend && !hidesWhich ? Flags.of(SystemFlag.FLAGGED) : Flags.NONE);
            for (int i = 0; i < FOLDERS; i++) {
                fill(route, "Folder " + i, random, adopt, hidesWhich);
            }
            double share = random.nextDouble() / 2;
            faults.failAppends(() -> fault(random, share));
            route.producer("createFolders: true, adopt: " + adopt).start();
            int passes = 1;
            while (route.passOfAlice().stopped().isPresent() && passes++ < PASSES) {
                if (random.nextBoolean()) {
                    route.restart();
                }
            }
            assertSame(route, altering);
            faults.failAppends(() -> AppendFault.NONE);
            assertThat(route.restart().passOfAlice().counts().copied()).isZero();
            assertSame(route, altering);
        }
    }

    private static void fill(
            RouteFixture route, String path, Random random, boolean adopt, boolean hidesWhich)
            throws Exception {
        List<Item> source = source(random, !adopt && random.nextInt(4) == 0, hidesWhich);
        route.put(path, source.toArray(Item[]::new));
        if (adopt) {
            Collections.shuffle(source, random);
            RouteFixture.put(
                    route.destination,
                    RouteFixture.MAILBOX,
                    path,
                    source.subList(0, random.nextInt(source.size())).toArray(Item[]::new));
        }
    }

    private static AppendFault fault(Random random, double share) {
        AppendFault[] kinds = {
            AppendFault.LOST_BEFORE, AppendFault.LOST_HALFWAY, AppendFault.LOST_AFTER
        };
        synchronized (random) {
            return random.nextDouble() < share
                    ? kinds[random.nextInt(kinds.length)]
                    : AppendFault.NONE;
        }
    }

    /** What the store makes of a message. */
    private static UnaryOperator<byte[]> altering(int kind) {
        return switch (kind) {
            case 0 -> bytes -> latin1(ADDED + text(bytes));
            case 1 -> bytes -> latin1(text(bytes).replaceAll("(?<!\r)\n", "\r\n"));
            default -> UnaryOperator.identity();
        };
    }

    /**
     * @param bareToo whether some differ in nothing but their line ends
     * @param apart whether only equal messages are of one second: a store that adds fields hides
     *     which of several of about one size a copy is, and then rather one comes twice than never
     */
    private static List<Item> source(Random random, boolean bareToo, boolean apart) {
        List<Item> items = new ArrayList<>();
        int families = 1 + random.nextInt(5);
        for (int family = 0; family < families; family++) {
            List<Item> kinds = new ArrayList<>(List.of(Messages.unequalTwins("family " + family)));
            kinds.add(Messages.item("Subject: nameless " + family + "\r\n\r\none\r\n"));
            kinds.add(Messages.item("Subject: nameless " + family + "\r\n\r\ntwo\r\n"));
            kinds.add(
                    Messages.with(
                            Messages.plain("flagged " + family), Flags.of(SystemFlag.FLAGGED)));
            kinds.add(Messages.item(Messages.header("lf " + family) + "\r\nbare\nline\n"));
            if (bareToo) {
                kinds.add(Messages.item(Messages.header("both " + family) + "\r\nbare\nline\n"));
                kinds.add(
                        Messages.item(Messages.header("both " + family) + "\r\nbare\r\nline\r\n"));
            }
            Instant received = Messages.DATE.plusSeconds(100L * family);
            for (Item kind : kinds) {
                received = received.plusSeconds(apart ? 1 : 0);
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(Messages.with(kind, received));
                }
            }
        }
        items.add(Messages.plain("last"));
        Collections.shuffle(items, random);
        return items;
    }

    private static void assertSame(RouteFixture route, UnaryOperator<byte[]> altering)
            throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            List<String> expected = new ArrayList<>();
            for (String message : route.atSource("Folder " + i)) {
                int content = message.indexOf('\n') + 1;
                String stored = text(altering.apply(latin1(message.substring(content))));
                expected.add(message.substring(0, content) + stored);
            }
            assertThat(route.atDestination("Folder " + i))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
