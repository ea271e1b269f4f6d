package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderReferenceTest {

    private static FolderReference inbox(long validity) {
        return new FolderReference(FolderPath.INBOX, new UidValidity(validity));
    }

    private record Copy(long uid, FolderReference in) {}

    @Test
    void itemsOfAFolderThatWasMadeAnewShouldBeOfAnother() {
        FolderReference archive = new FolderReference(FolderPath.of("Archive"), new UidValidity(2));
        List<Copy> copies =
                List.of(
                        new Copy(7, inbox(2)),
                        new Copy(7, inbox(1)),
                        new Copy(5, inbox(2)),
                        new Copy(7, archive));

        Map<FolderReference, List<Copy>> groups = FolderReference.group(copies, Copy::in);

        assertThat(groups.keySet()).containsExactly(inbox(2), inbox(1), archive);
        assertThat(groups.get(inbox(2))).containsExactly(copies.get(0), copies.get(2));
        assertThat(groups.get(inbox(1))).containsExactly(copies.get(1));
        assertThat(groups.get(archive)).containsExactly(copies.get(3));
    }

    @Test
    void referencesShouldBeEqualByPathAndValidity() {
        assertThat(inbox(2)).isEqualTo(inbox(2)).hasSameHashCodeAs(inbox(2));
        assertThat(inbox(2)).isNotEqualTo(inbox(1));
    }
}
