package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a destination does wrong. */
final class DestinationFaults {

    static final List<Function<Drawing, Fault>> ALL =
            List.of(
                    draw -> cut(draw, Step.APPEND, "cuts before APPEND"),
                    draw -> cut(draw, Step.LITERAL, "cuts within the literal"),
                    draw -> cut(draw, Step.READ, "cuts when all is read, and stores nothing"),
                    draw -> cut(draw, Step.STORED, "stores and does not answer"),
                    draw -> cut(draw, Step.STORED, "stores and does not answer"),
                    DestinationFaults::cutsAtMessage,
                    DestinationFaults::refusesMessage,
                    DestinationFaults::refusesMessage,
                    DestinationFaults::full,
                    DestinationFaults::saysTryCreate,
                    DestinationFaults::refusesSeveral,
                    DestinationFaults::appendUid,
                    DestinationFaults::appendUid,
                    DestinationFaults::refusesKeywords,
                    DestinationFaults::dropsFlagged,
                    draw -> refusesFolder(draw, Step.CREATE, "refuses CREATE"),
                    draw -> refusesFolder(draw, Step.SUBSCRIBE, "refuses SUBSCRIBE"),
                    draw -> refusesFolder(draw, Step.STATUS, "refuses STATUS"),
                    draw -> refusesFolder(draw, Step.SELECT, "refuses SELECT"),
                    draw -> refuses(draw, Step.HEADS, "refuses to list messages"),
                    draw -> refuses(draw, Step.STORE, "refuses STORE"),
                    draw -> refuses(draw, Step.SIGN_IN, "fails at the sign-in"),
                    draw -> refuses(draw, Step.LIST, "fails at the list of folders"));

    private DestinationFaults() {}

    private static Fault cut(Drawing draw, Step step, String words) {
        Times times =
                draw.random.nextInt(3) == 0
                        ? Times.first(1 + draw.random.nextInt(3))
                        : Times.sometimes(0.3, 6, draw.random);
        return new Fault(words, step, subject -> subject.content().isEmpty(), times, draw.ending());
    }

    private static Predicate<Subject> hasContent(StoredMessage message) {
        return subject -> message != null && subject.content().equals(message.content());
    }

    private static String name(StoredMessage message) {
        return message == null ? "no message" : "source's message " + message.uid;
    }

    private static Fault cutsAtMessage(Drawing draw) {
        StoredMessage message = draw.message();
        return new Fault(
                "cuts at APPEND of " + name(message),
                Step.READ,
                hasContent(message),
                draw.times(),
                draw.ending());
    }

    private static Fault refusesMessage(Drawing draw) {
        StoredMessage message = draw.message();
        String words =
                draw.oneOf(
                        List.of(
                                "NO [LIMIT] too large for this mailbox",
                                "NO [TOOBIG] too large",
                                "NO [SERVERBUG] internal error",
                                "NO [INUSE] busy",
                                "NO [UNAVAILABLE] a part is down",
                                "NO [CANNOT] not this one",
                                "NO contains a virus",
                                "NO temporary failure of \"over quota.txt\"",
                                "BAD not like this"));
        return new Fault(
                "refuses " + name(message) + ": " + words,
                Step.READ,
                hasContent(message),
                draw.times(),
                new Reaction.Refusal(words));
    }

    private static Fault full(Drawing draw) {
        String words =
                draw.oneOf(
                        List.of(
                                "NO [OVERQUOTA] full",
                                "NO Quota exceeded (mailbox for user is full)",
                                "NO You exceeded your mail quota."));
        Times times =
                draw.random.nextBoolean()
                        ? Times.always()
                        : Times.first(1 + draw.random.nextInt(10));
        return new Fault(
                "is full: " + words, Step.READ, any -> true, times, new Reaction.Refusal(words));
    }

    private static Fault saysTryCreate(Drawing draw) {
        return new Fault(
                "says TRYCREATE though the folder is there",
                Step.READ,
                subject -> subject.content().isEmpty(),
                Times.first(1 + draw.random.nextInt(2)),
                new Reaction.Refusal("NO [TRYCREATE] no such folder"));
    }

    private static Fault refusesSeveral(Drawing draw) {
        String words = draw.oneOf(List.of("NO one at a time", "BAD too many arguments"));
        return new Fault(
                "refuses several messages at once: " + words,
                Step.READ,
                subject -> subject.content().isEmpty() && subject.uid() > 1,
                draw.times(),
                new Reaction.Refusal(words));
    }

    private static Fault appendUid(Drawing draw) {
        UnaryOperator<String> about =
                switch (draw.random.nextInt(7)) {
                    case 0 -> truth -> null;
                    case 1 -> truth -> "77 " + truth.split(" ")[1];
                    case 2 -> truth -> truth.split(" ")[0] + " 1";
                    case 3 -> truth -> truth.split(" ")[0] + " 0";
                    case 4 -> truth -> truth + ",4000";
                    case 5 -> truth -> truth.split(" ")[0] + " 99999999999999999999";
                    default -> truth -> truth.split(" ")[0];
                };
        return new Fault(
                "says APPENDUID " + about.apply("VALIDITY UID"),
                Step.APPENDUID,
                subject -> true,
                draw.times(),
                new Reaction.Lie(about));
    }

    private static Fault refusesKeywords(Drawing draw) {
        return new Fault(
                "refuses keywords",
                Step.KEYWORDS,
                subject -> true,
                Times.always(),
                new Reaction.Refusal(draw.oneOf(List.of("BAD invalid flag", "NO bad keyword"))));
    }

    private static Fault dropsFlagged(Drawing draw) {
        return new Fault(
                "forgets \\Flagged",
                Step.FLAGS,
                subject -> true,
                draw.times(),
                new Reaction.Lie(truth -> truth.replace("\\Flagged", "")));
    }

    private static Fault refusesFolder(Drawing draw, Step step, String words) {
        String last = draw.folder().path.name();
        Reaction refusal = draw.refusal();
        return new Fault(
                words + " of " + last + ": " + refusal,
                step,
                subject -> subject.folder().endsWith(last),
                draw.times(),
                refusal);
    }

    private static Fault refuses(Drawing draw, Step step, String words) {
        Reaction reaction = draw.random.nextBoolean() ? draw.refusal() : draw.ending();
        return new Fault(words + ": " + reaction, step, any -> true, draw.times(), reaction);
    }
}
