package io.mailcaravan.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Flags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyNoteTest {

    @ParameterizedTest
    @CsvSource({
        "'',false",
        "adopted,false",
        "dropped flags: work,false",
        "adopted; dropped flags: work,false",
        "date of receipt from its Date field; adopted,false",
        "converted: tnef,true",
        "adopted; repaired: line-ends; dropped flags: work,true",
        "what the route's own step says,true",
        "dropped flags: a; converted: b,false"
    })
    void onlyWhatMayHaveChangedTheBytesShouldTellSo(String note, boolean other) {
        assertThat(CopyNote.mayTellOtherBytes(note)).isEqualTo(other);
    }

    /** A keyword may have any of these characters in it. */
    @Test
    void keywordsShouldNotLookLikeOtherParts() {
        String note = "repaired: line-ends; " + CopyNote.ofDropped(Flags.parse("a; converted: b"));
        assertThat(CopyNote.converted(note)).isEmpty();
        assertThat(CopyNote.repaired(note)).contains("line-ends");
        assertThat(CopyNote.dropped(note)).isEqualTo(Flags.parse("a; converted: b"));
        assertThat(CopyNote.withDropped(note, Flags.NONE)).isEqualTo("repaired: line-ends");
    }
}
