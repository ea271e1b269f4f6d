package io.mailcaravan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.append.AppendLease;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final Lease lease = new Lease(Duration.ofSeconds(9), nanos::get, millis::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    @Test
    void leaseShouldNotLastBeforeTheFirstCheckIn() {
        assertThat(lease.lasts()).isFalse();
        assertThat(waiting()).isNotCompleted();
    }

    @Test
    void leaseShouldEndWhereOthersMayNotYetTakeOver() throws Exception {
        lease.renew(lease.now());
        AppendLease.Term term = lease.await();
        pass(Duration.ofMillis(8_999));
        term.check();
        pass(Duration.ofMillis(1));
        assertThatThrownBy(term::check)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 9 s");
    }

    @Test
    void checkInInTimeShouldProlongWhatWasBegun() throws Exception {
        lease.renew(lease.now());
        AppendLease.Term term = lease.await();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(5));
            lease.renew(lease.now());
            term.check();
        }
    }

    @Test
    void whatWasBegunBeforeALapseShouldNotGoOnAfterIt() throws Exception {
        lease.renew(lease.now());
        AppendLease.Term term = lease.await();
        pass(
                Duration.ofSeconds(
                        30)); // frozen; on waking the check-in may be quicker than the append
        lease.renew(lease.now());
        assertThat(lease.lasts()).isTrue();
        assertThatThrownBy(term::check).isInstanceOf(IOException.class);
        lease.await().check();
    }

    @Test
    void leaseShouldCountFromBeforeTheCheckIn() {
        Lease.Moment before = lease.now();
        pass(Duration.ofSeconds(8));
        lease.renew(before);
        pass(Duration.ofSeconds(1));
        assertThat(lease.lasts()).isFalse();
    }

    @Test
    void suspendedMachineShouldLoseItsLeaseAlthoughItsMonotonicClockStoodStill() {
        lease.renew(lease.now());
        millis.addAndGet(60_000);
        assertThat(lease.lasts()).isFalse();
    }

    @Test
    void clockSetBackShouldNotMakeTheLeaseLonger() {
        lease.renew(lease.now());
        pass(Duration.ofSeconds(10));
        millis.addAndGet(-3_600_000);
        assertThat(lease.lasts()).isFalse();
    }

    @Test
    void whoWaitsShouldGoOnWithTheNextCheckIn() {
        CompletableFuture<Void> waiting = waiting();
        lease.renew(lease.now());
        Awaitility.await().untilAsserted(() -> assertThat(waiting).isCompleted());
    }

    @Test
    void whoWaitsShouldBeLetGoWhenTheNodeStops() {
        CompletableFuture<Void> waiting = waiting();
        lease.close();
        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(MailboxException.class);
    }

    private CompletableFuture<Void> waiting() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        lease.await();
                    } catch (MailboxException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
