package io.mailcaravan.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LeasedContentTest {

    private static final int SIZE = 100_000;

    private final Item item = Messages.large("long", SIZE);

    /** Ends after so many looks at it. */
    private static final class Counted implements AppendLease.Term {
        private int left;

        Counted(int looks) {
            left = looks;
        }

        @Override
        public void check() throws IOException {
            if (left-- <= 0) {
                throw new IOException("over");
            }
        }
    }

    @Test
    void contentShouldBeTheSameUnderALease() throws IOException {
        Content leased = LeasedContent.under(new Counted(1_000), item).content();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        leased.writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(Received.bytes(item));
        try (InputStream in = leased.open()) {
            assertThat(in.readAllBytes()).isEqualTo(Received.bytes(item));
        }
        assertThat(leased.size()).isEqualTo(item.content().size());
    }

    @Test
    void messageShouldNotBeSentToItsEndOnceTheLeaseIsOver() {
        Content leased = LeasedContent.under(new Counted(4), item).content();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        assertThatThrownBy(() -> leased.writeTo(written)).hasMessage("over");
        assertThat(written.size()).isPositive().isLessThan(SIZE / 2);
    }

    @Test
    void processAloneShouldSendItemsAsTheyAre() {
        assertThat(LeasedContent.under(AppendLease.Term.UNLIMITED, item)).isSameAs(item);
    }
}
