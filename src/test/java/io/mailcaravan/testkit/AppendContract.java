package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.AppendOutcome.Refused;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Appending: bytes, INTERNALDATE, order, outcomes. */
public interface AppendContract extends StoreFixture {

    @ParameterizedTest
    @EnumSource
    default void oddMessageShouldBeKeptAsItIsOrRefused(Oddity oddity) throws Exception {
        cannotKeep(oddity).ifPresent(why -> assumeTrue(false, oddity + ": " + why));
        Item odd = Messages.item(oddity.bytes(), Messages.plain("x").head().flags(), Messages.DATE);

        List<AppendOutcome> outcomes;
        try (MailboxSession session = destination()) {
            outcomes =
                    session.append(
                            FolderPath.INBOX,
                            List.of(Messages.plain("before"), odd, Messages.plain("after")));
        }

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0)).isInstanceOf(Appended.class);
        assertThat(outcomes.get(2)).isInstanceOf(Appended.class);
        List<Received> got = received(FolderPath.INBOX);
        if (outcomes.get(1) instanceof Refused refused) {
            assertThat(oddity.mustBeKept()).as("%s", refused.reason()).isFalse();
            assertThat(refused.reason().scope()).isEqualTo(MailboxException.Scope.MESSAGE);
            assertThat(got).hasSize(2);
        } else {
            assertThat(got).hasSize(3);
            assertThat(got.get(1).sha256())
                    .as("stored as <%s>", got.get(1).text())
                    .isEqualTo(Received.sha256(odd));
        }
    }

    @Test
    default void exactDuplicatesShouldAllBeKept() throws Exception {
        fill(FolderPath.INBOX, Messages.plain("same"), Messages.plain("same"));
        fill(FolderPath.INBOX, Messages.plain("same"));

        assertThat(received(FolderPath.INBOX))
                .hasSize(keepsEqualMessages() ? 3 : 1)
                .extracting(Received::sha256)
                .containsOnly(Received.sha256(Messages.plain("same")));
    }

    /** Before 1970 no Unix file can tell; after 2038 a 32-bit clock; the rest are clock changes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1971-01-01T00:00:01Z",
                "1999-12-31T23:59:59Z",
                "2020-02-29T12:00:00Z",
                "2021-03-28T00:59:59Z",
                "2021-03-28T01:00:00Z",
                "2021-10-31T00:30:00Z",
                "2021-10-31T01:30:00Z",
                "2039-07-01T05:06:07Z"
            })
    default void appendShouldPreserveInternalDate(String date) throws Exception {
        require(StoreCapability.INTERNAL_DATE);
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            fill(FolderPath.INBOX, Messages.with(Messages.plain("dated"), Instant.parse(date)));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            assertThat(heads(FolderPath.INBOX).get(0).internalDate())
                    .isEqualTo(Instant.parse(date));
            assertThat(received(FolderPath.INBOX).get(0).head().internalDate())
                    .isEqualTo(Instant.parse(date));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    default void internalDateShouldBeCutToTheSecond() throws Exception {
        require(StoreCapability.INTERNAL_DATE);
        fill(
                FolderPath.INBOX,
                Messages.with(Messages.plain("x"), Instant.parse("2021-01-01T00:00:00.987Z")));

        assertThat(heads(FolderPath.INBOX).get(0).internalDate())
                .isEqualTo(Instant.parse("2021-01-01T00:00:00Z"));
    }

    @Test
    default void orderOfTheBatchShouldBeKept() throws Exception {
        Item[] items = Messages.varied(30);
        fill(FolderPath.INBOX, Stream.of(items).limit(17).toArray(Item[]::new));
        fill(FolderPath.INBOX, Stream.of(items).skip(17).toArray(Item[]::new));

        assertThat(received(FolderPath.INBOX))
                .extracting(Received::sha256)
                .containsExactly(Stream.of(items).map(Received::sha256).toArray(String[]::new));
    }

    @Test
    default void appendedUidShouldBeTheListedUid() throws Exception {
        require(StoreCapability.APPEND_UID);
        Item[] items = Messages.varied(9);

        List<AppendOutcome> outcomes = fill(FolderPath.INBOX, items);

        List<Received> got = received(FolderPath.INBOX);
        for (int i = 0; i < items.length; i++) {
            assertThat(((Appended) outcomes.get(i)).uid()).contains(got.get(i).uid());
            assertThat(got.get(i).sha256()).isEqualTo(Received.sha256(items[i]));
        }
    }

    @Test
    default void emptyBatchShouldDoNothing() throws Exception {
        try (MailboxSession session = destination()) {
            assertThat(session.append(FolderPath.INBOX, List.of())).isEmpty();
        }
        assertThat(heads(FolderPath.INBOX)).isEmpty();
    }

    @Test
    default void appendLimitShouldLeaveRoomForOrdinaryMail() throws Exception {
        try (MailboxSession session = destination()) {
            session.appendLimit().ifPresent(limit -> assertThat(limit).isGreaterThan(100_000));
        }
    }
}
