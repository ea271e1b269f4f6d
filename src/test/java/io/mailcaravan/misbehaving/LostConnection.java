package io.mailcaravan.misbehaving;

import java.util.List;
import java.util.Random;

/** One connection that ends once, anywhere: an accident, in which nobody is to blame. */
final class LostConnection {

    private static final List<Step> AT_SOURCE =
            List.of(
                    Step.GREETING,
                    Step.SIGN_IN,
                    Step.LIST,
                    Step.STATUS,
                    Step.SELECT,
                    Step.HEADS,
                    Step.HEAD,
                    Step.BODY,
                    Step.BODY,
                    Step.BODY);

    private static final List<Step> AT_DESTINATION =
            List.of(
                    Step.GREETING,
                    Step.SIGN_IN,
                    Step.LIST,
                    Step.STATUS,
                    Step.CREATE,
                    Step.APPEND,
                    Step.LITERAL,
                    Step.READ,
                    Step.STORED,
                    Step.STORED);

    private static final int MOST_BEFORE = 30;

    private LostConnection() {}

    static Fault drawn(Random random, boolean atSource) {
        List<Step> steps = atSource ? AT_SOURCE : AT_DESTINATION;
        Step step = steps.get(random.nextInt(steps.size()));
        int before = random.nextBoolean() ? 0 : random.nextInt(MOST_BEFORE);
        Reaction ending =
                random.nextInt(4) == 0
                        ? new Reaction.Bye("the server is going down")
                        : new Reaction.Cut(random.nextInt(3) * 50);
        return new Fault(
                "loses the connection at " + step + ": " + ending,
                step,
                subject -> true,
                Times.once(before),
                ending);
    }
}
