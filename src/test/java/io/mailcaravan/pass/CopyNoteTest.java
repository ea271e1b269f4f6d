package io.mailcaravan.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

            assertThat(CopyNote.dropped(note)).isEqualTo(flags);
            assertThat(CopyNote.dropped(CopyNote.ofDropped(flags))).isEqualTo(flags);
            assertThat(CopyNote.converted(note)).isEmpty();
            assertThat(CopyNote.repaired(note)).contains("bare-lf");

            Flags others = flags(random);
            assertThat(CopyNote.dropped(CopyNote.withDropped(note, others))).isEqualTo(others);
            assertThat(CopyNote.withDropped(note, Flags.NONE))
                    .isEqualTo("adopted; repaired: bare-lf");
        }
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
        assertThat(CopyNote.dropped(note)).isEqualTo(Flags.parse(flags));
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
