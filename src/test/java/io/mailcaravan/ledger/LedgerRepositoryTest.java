package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LedgerRepositoryTest extends LedgerTestCase {

    private String key(long uid) {
        return folder.key(new Uid(uid)).toString();
    }

    @Test
    void itemWithoutStateShouldBeClaimedOnce() {
        assertThat(ledger.add(key(1))).isTrue();
        assertThat(ledger.add(key(1))).isFalse();
        assertThat(ledger.contains(key(1))).isFalse();
        assertThat(ledger.remove(key(1))).isTrue();
        assertThat(ledger.remove(key(1))).isFalse();
        assertThat(ledger.add(key(1))).isTrue();
    }

    @Test
    void exchangeMayClaimItsOwnItemAgain() {
        Exchange mine = new DefaultExchange(new DefaultCamelContext());
        Exchange other = new DefaultExchange(new DefaultCamelContext());
        mine.setExchangeId("A");
        other.setExchangeId("B");
        assertThat(ledger.add(mine, key(1))).isTrue();
        assertThat(ledger.add(mine, key(1))).isTrue();
        assertThat(ledger.add(other, key(1))).isFalse();
    }

    @Test
    void itemInAFinalStateShouldNotBeClaimed() throws Exception {
        copy(1);
        folder.skip(heads(2), "rule");
        folder.fail(head(3), "NO", "");
        assertThat(ledger.add(key(1))).isFalse();
        assertThat(ledger.add(key(2))).isFalse();
        assertThat(ledger.add(key(3))).isFalse();
        assertThat(ledger.contains(key(1))).isTrue();
        assertThat(ledger.contains(key(2))).isFalse();
        assertThat(ledger.contains(key(3))).isFalse();
        assertThat(ledger.remove(key(1))).isFalse();
    }

    @Test
    void itemLeftPendingShouldBeClaimedToBeLookedUp() throws Exception {
        ledger.begin(DESTINATION, FENCE, batch(1));
        reopen();
        assertThat(ledger.add(key(1))).isTrue();
        assertThat(ledger.contains(key(1))).isFalse();
    }

    @Test
    void confirmedItemThatNoBatchHadShouldBeCopied() throws Exception {
        ledger.add(key(1));
        assertThat(ledger.confirm(key(1))).isTrue();
        reopen();
        assertThat(ledger.contains(key(1))).isTrue();
        assertThat(ledger.add(key(1))).isFalse();
        assertThat(mailbox.totals().copied()).isEqualTo(1);
    }

    @Test
    void confirmingShouldKeepWhatTheBatchRecorded() throws Exception {
        ledger.add(key(1));
        copy(1);
        LedgerEntry recorded = folder.entries(UidRange.ALL).get(new Uid(1));
        ledger.confirm(key(1));
        assertThat(folder.entries(UidRange.ALL).get(new Uid(1))).isEqualTo(recorded);
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 0, 0, 0, 1000));
        assertThat(ledger.add(key(1))).isFalse();
    }

    @Test
    void confirmingAPendingItemShouldLeaveItToTheLookUp() throws Exception {
        ledger.begin(DESTINATION, FENCE, batch(1));
        ledger.add(key(1));
        ledger.confirm(key(1));
        assertThat(stateOf(1)).isEqualTo(ItemState.PENDING);
    }

    @Test
    void confirmingShouldNotTurnSkippedIntoCopied() throws Exception {
        ledger.add(key(1));
        folder.skip(heads(1), "rule inside the route");
        ledger.confirm(key(1));
        assertThat(stateOf(1)).isEqualTo(ItemState.SKIPPED);
    }

    @Test
    void clearingShouldBeRefused() {
        assertThatThrownBy(() -> ledger.clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void troubleShouldReachTheRouteAsLedgerException() {
        String carol = key(1).replace("alice@acme.example", "carol");
        assertThatThrownBy(() -> ledger.add(carol))
                .isInstanceOf(RuntimeCamelException.class)
                .hasCauseInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> ledger.add(carol)).isInstanceOf(RuntimeCamelException.class);
    }

    @Test
    void routeShouldSendEachItemOnceAndAgainOnlyAfterAFailure() throws Exception {
        List<String> arrived = new ArrayList<>();
        List<String> broken = new ArrayList<>(List.of(key(2)));
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("ledger", ledger);
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:items")
                                    .errorHandler(noErrorHandler())
                                    .idempotentConsumer(
                                            simple("${header.CamelMailboxItemKey}"), ledger)
                                    .process(
                                            exchange -> {
                                                String item =
                                                        exchange.getMessage().getBody(String.class);
                                                if (broken.remove(item)) {
                                                    throw new IllegalStateException("refused");
                                                }
                                                arrived.add(item);
                                            });
                        }
                    });
            camel.start();
            send(camel, 1);
            send(camel, 1);
            send(camel, 2); // fails
            send(camel, 2);
            send(camel, 2);
            copy(3);
            send(camel, 3);
        }
        assertThat(arrived).containsExactly(key(1), key(2));

        reopen(); // the context has stopped, the ledger works on
        LedgerEntry entry = folder.entries(UidRange.ALL).get(new Uid(2));
        assertThat(entry.state()).isEqualTo(ItemState.COPIED);
        assertThat(entry.size()).isEqualTo(4711);
        assertThat(entry.flags()).isEqualTo(SEEN);
    }

    private void send(CamelContext camel, long uid) throws Exception {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.send(
                    "direct:items",
                    exchange -> {
                        exchange.getMessage().setBody(key(uid));
                        exchange.getMessage()
                                .setHeaders(
                                        Map.of(
                                                "CamelMailboxItemKey",
                                                key(uid),
                                                "CamelMailboxSize",
                                                4711L,
                                                "CamelMailboxFlags",
                                                SEEN));
                    });
        }
    }
}
