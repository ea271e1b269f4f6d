package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.SystemFlag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyNoteTest {

    private static final String OF_ATOMS = ";%:,3B25aZ$'";

    @Test
    void whateverKeywordsWereDroppedTheNoteShouldTellThemAndNothingElse() {
        Random random = new Random(18);
        for (int run = 0; run < 2_000; run++) {
            Flags flags = flags(random);
            String note = CopyNote.withDropped("adopted; repaired: bare-lf", flags);

            assertThat(dropped(note)).isEqualTo(flags);
            assertThat(dropped(CopyNote.ofDropped(flags))).isEqualTo(flags);
            assertThat(CopyNote.converted(note)).isEmpty();
            assertThat(CopyNote.repaired(note)).contains("bare-lf");

            Flags others = flags(random);
            assertThat(dropped(CopyNote.withDropped(note, others))).isEqualTo(flags.with(others));
            assertThat(CopyNote.withDropped("adopted; repaired: bare-lf", Flags.NONE))
                    .isEqualTo("adopted; repaired: bare-lf");
        }
    }

    /** Of one that has room for all, nothing is explained beyond them. */
    private static Flags dropped(String note) {
        return CopyNote.dropped(note, Flags.parse("\\Draft unheard-of"));
    }

    @Test
    void noteShouldFitTheLedgerAndExplainKeywordsThatItHasNoRoomFor() {
        Random random = new Random(19);
        for (int run = 0; run < 300; run++) {
            Flags flags = many(random);
            String between = random.nextBoolean() ? ", " : "; ";
            String step = ("größer" + between).repeat(random.nextInt(600));
            String note =
                    CopyNote.of(
                            Stream.of(
                                    step,
                                    "repaired: bare-lf",
                                    CopyNote.ofDropped(flags.with(SystemFlag.SEEN))));
            note = random.nextBoolean() ? note : CopyNote.withDropped(note, many(random));

            assertThat(note.getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(Copied.LONGEST_NOTE);
            assertThat(CopyNote.repaired(note)).contains("bare-lf");
            Flags all = flags.with(Flags.parse("\\Seen"));
            assertThat(all.without(CopyNote.dropped(note, all))).isEqualTo(Flags.NONE);
            Flags missing = Flags.parse("\\Draft unheard-of");
            assertThat(CopyNote.dropped(note, missing).has(SystemFlag.DRAFT)).isFalse();
            assertThat(missing.without(CopyNote.dropped(note, missing)).keywords().isEmpty())
                    .isEqualTo(note.endsWith(" ..."));
        }
    }

    private static Flags many(Random random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(200); i >= 0; i--) {
            names.add("k".repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 40)) + i);
        }
        names.add("...");
        return Flags.of(names);
    }

    private static Flags flags(Random random) {
        List<String> names = new ArrayList<>(List.of("\\Flagged", "converted:", "a;"));
        for (int i = random.nextInt(4); i >= 0; i--) {
            StringBuilder atom = new StringBuilder();
            for (int c = random.nextInt(6); c >= 0; c--) {
                atom.append(OF_ATOMS.charAt(random.nextInt(OF_ATOMS.length())));
            }
            names.add(atom.toString());
        }
        return Flags.of(names);
    }

    @ParameterizedTest
    @CsvSource({
        "dropped flags: $Label1, $Label1",
        "converted: tnef; dropped flags: \\Seen $Label1, \\Seen $Label1",
        "dropped flags: a:b;c x, a:b;c x",
        "converted: tnef, ''"
    })
    void olderNotesShouldStayReadable(String note, String flags) {
        assertThat(dropped(note)).isEqualTo(Flags.parse(flags));
    }

    @ParameterizedTest
    @CsvSource({
        "'',false",
        "adopted,false",
        "dropped flags: work,false",
        "adopted; dropped flags: work,false",
        "date of receipt from its Date field; adopted,false",
        "converted: tnef,true",
        "adopted; repaired: line-ends; dropped flags: work,true",
        "what the route's own step says,true"
    })
    void onlyWhatMayHaveChangedTheBytesShouldTellSo(String note, boolean other) {
        assertThat(CopyNote.mayTellOtherBytes(note)).isEqualTo(other);
    }
}
