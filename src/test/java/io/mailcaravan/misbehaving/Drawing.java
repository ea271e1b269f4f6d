package io.mailcaravan.misbehaving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What chance decides about one server's faults: where, how often, in which words. */
final class Drawing {
    final Random random;

    /** The messages of the source, also for faults of the destination. */
    private final StoredMailbox source;

    Drawing(Random random, StoredMailbox source) {
        this.random = random;
        this.source = source;
    }

    /** So many different faults of these. */
    List<Fault> faults(List<Function<Drawing, Fault>> catalogue, int count) {
        List<Function<Drawing, Fault>> left = new ArrayList<>(catalogue);
        Collections.shuffle(left, random);
        return left.stream().limit(count).map(one -> one.apply(this)).toList();
    }

    /** The one with this number, counted on from the first behind both ends' last. */
    List<Fault> fault(List<Function<Drawing, Fault>> catalogue, int number) {
        int here = Math.floorMod(number, SourceFaults.ALL.size() + DestinationFaults.ALL.size());
        return here < catalogue.size() ? List.of(catalogue.get(here).apply(this)) : List.of();
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    StoredFolder folder() {
        return oneOf(source.folders());
    }

    /** Null where there is none. */
    StoredMessage message() {
        List<StoredMessage> all = source.messages();
        return all.isEmpty() ? null : oneOf(all);
    }

    Times times() {
        return switch (random.nextInt(4)) {
            case 0 -> Times.always();
            case 1 -> Times.first(1);
            case 2 -> Times.first(2 + random.nextInt(4));
            default -> Times.sometimes(0.3, 6, random);
        };
    }

    /** Ends the connection in one way or another. */
    Reaction ending() {
        return switch (random.nextInt(4)) {
            case 0 -> new Reaction.Bye("the server is going down");
            case 1 -> new Reaction.Bye("[UNAVAILABLE] try again later");
            default -> new Reaction.Cut(0);
        };
    }

    /** Says no in one way or another. */
    Reaction refusal() {
        return new Reaction.Refusal(
                oneOf(
                        List.of(
                                "NO [SERVERBUG] internal error",
                                "NO [INUSE] somebody else has it",
                                "NO [UNAVAILABLE] a part is down",
                                "NO try again later",
                                "NO it cannot be done",
                                "BAD no such thing")));
    }
}
