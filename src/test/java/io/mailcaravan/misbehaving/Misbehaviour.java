package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.util.List;
import java.util.Optional;

/** All that one server does wrong, until it is told to behave. */
final class Misbehaviour {
    private final List<Fault> faults;
    private volatile boolean behaving;

    Misbehaviour(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    void behave() {
        behaving = true;
    }

    /** What to do here instead of the right thing; values have {@link #say}. */
    Optional<Reaction> at(Step step, Subject subject) {
        if (behaving) {
            return Optional.empty();
        }
        for (Fault fault : faults) {
            if (fault.step() == step && fault.where().test(subject) && fault.times().now()) {
                return Optional.of(fault.reaction());
            }
        }
        return Optional.empty();
    }

    /** What to say for this value; null where it is left out. */
    String say(Step step, Subject subject, String truth) {
        Optional<Reaction> reaction = at(step, subject);
        if (reaction.isPresent() && reaction.get() instanceof Reaction.Lie lie) {
            return lie.about().apply(truth);
        }
        return reaction.isPresent() ? null : truth;
    }

    List<Fault> faults() {
        return faults;
    }
}
