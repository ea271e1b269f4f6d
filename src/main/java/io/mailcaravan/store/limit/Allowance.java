package io.mailcaravan.store.limit;

import io.mailcaravan.mailbox.MailboxException;
import java.util.List;
import java.util.Optional;

/** All limits that hold for one mailbox in one direction. */
final class Allowance {

    private final List<Meter> meters;
    private final Optional<Pace> pace;

    Allowance(List<Meter> meters, Optional<Pace> pace) {
        this.meters = meters;
        this.pace = pace;
    }

    /** {@link Meter#take} of all, or of none. */
    void take(long bytes) throws MailboxException {
        for (int i = 0; i < meters.size(); i++) {
            boolean taken = false;
            try {
                meters.get(i).take(bytes);
                taken = true;
            } finally {
                if (!taken) {
                    meters.subList(0, i).forEach(before -> before.put(bytes));
                }
            }
        }
    }

    void put(long bytes) {
        meters.forEach(meter -> meter.put(bytes));
    }

    void charge(long bytes) throws MailboxException {
        for (Meter meter : meters) {
            meter.charge(bytes);
        }
    }

    /** Waits as the limit of bytes a second asks. */
    void pace(long bytes) throws MailboxException {
        if (pace.isPresent()) {
            pace.get().await(bytes);
        }
    }

    void open() {
        meters.forEach(Meter::open);
    }

    void close() {
        meters.forEach(Meter::close);
    }
}
