package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTextTest {

    @ParameterizedTest
    @CsvSource({
        "'',",
        "'\\Seen',S",
        "'\\Answered \\Deleted \\Draft \\Flagged \\Seen',ATDFS",
        "'\\Flagged \\Seen $Forwarded Projekt-S','FS $Forwarded Projekt-S'",
        "'$Label1',' $Label1'"
    })
    void flagsShouldRoundTrip(String wire, String text) {
        Flags flags = Flags.parse(wire);
        assertThat(FlagsText.write(flags)).isEqualTo(text);
        assertThat(FlagsText.read(text)).isEqualTo(flags);
    }
}
