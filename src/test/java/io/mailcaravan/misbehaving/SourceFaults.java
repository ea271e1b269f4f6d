package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a source does wrong. */
final class SourceFaults {

    static final List<Function<Drawing, Fault>> ALL =
            List.of(
                    SourceFaults::cutAtMessage,
                    SourceFaults::cutAtMessage,
                    SourceFaults::cutSomewhere,
                    SourceFaults::refusesMessage,
                    SourceFaults::refusesMessage,
                    SourceFaults::keepsMessageBack,
                    draw -> at(draw, Step.GREETING, "ends the connection at the greeting", false),
                    draw -> at(draw, Step.SIGN_IN, "fails at the sign-in", true),
                    draw -> at(draw, Step.LIST, "fails at the list of folders", true),
                    draw -> atFolder(draw, Step.STATUS, "fails at STATUS"),
                    draw -> atFolder(draw, Step.SELECT, "fails at EXAMINE"),
                    draw -> atFolder(draw, Step.HEADS, "fails at the list of messages"),
                    SourceFaults::leavesOut,
                    SourceFaults::leavesOut,
                    SourceFaults::saysTwice,
                    SourceFaults::uidZero,
                    SourceFaults::size,
                    SourceFaults::size,
                    SourceFaults::date,
                    SourceFaults::flags,
                    draw -> count(draw, Step.EXISTS),
                    draw -> count(draw, Step.MESSAGES),
                    draw -> count(draw, Step.MESSAGES),
                    SourceFaults::uidNext,
                    SourceFaults::uidValidity,
                    SourceFaults::modSeq,
                    SourceFaults::listsTwice,
                    SourceFaults::listsUnquoted);

    private SourceFaults() {}

    static Predicate<Subject> isFolder(StoredFolder folder) {
        return subject -> subject.folder().equals(folder.name);
    }

    /** The message itself, not its equals: by its place. */
    private static Predicate<Subject> isMessage(StoredMessage message) {
        return subject ->
                message != null
                        && subject.uid() == message.uid
                        && subject.content().equals(message.content());
    }

    private static String name(StoredMessage message) {
        return message == null ? "no message" : "message " + message.uid;
    }

    private static Fault cutAtMessage(Drawing draw) {
        StoredMessage message = draw.message();
        int bytes = draw.random.nextInt(3) * 50;
        return new Fault(
                "cuts at " + name(message) + " after " + bytes + " bytes",
                Step.BODY,
                isMessage(message),
                draw.times(),
                draw.random.nextInt(4) == 0 ? draw.ending() : new Reaction.Cut(bytes));
    }

    private static Fault cutSomewhere(Drawing draw) {
        return new Fault(
                "cuts within messages",
                Step.BODY,
                subject -> true,
                Times.sometimes(0.1, 8, draw.random),
                new Reaction.Cut(draw.random.nextInt(200)));
    }

    private static Fault refusesMessage(Drawing draw) {
        StoredMessage message = draw.message();
        Reaction refusal = draw.refusal();
        return new Fault(
                "refuses " + name(message) + ": " + refusal,
                Step.BODY,
                isMessage(message),
                draw.times(),
                refusal);
    }

    private static Fault keepsMessageBack(Drawing draw) {
        StoredMessage message = draw.message();
        return new Fault(
                "says OK without the body of " + name(message),
                Step.BODY,
                isMessage(message),
                draw.times(),
                new Reaction.Silence());
    }

    private static Fault at(Drawing draw, Step step, String words, boolean mayRefuse) {
        Reaction reaction = mayRefuse && draw.random.nextBoolean() ? draw.refusal() : draw.ending();
        return new Fault(words + ": " + reaction, step, subject -> true, draw.times(), reaction);
    }

    private static Fault atFolder(Drawing draw, Step step, String words) {
        StoredFolder folder = draw.folder();
        Reaction reaction = draw.random.nextBoolean() ? draw.refusal() : draw.ending();
        return new Fault(
                words + " of " + folder.path + ": " + reaction,
                step,
                isFolder(folder),
                draw.times(),
                reaction);
    }

    private static Fault leavesOut(Drawing draw) {
        StoredMessage message = draw.message();
        return new Fault(
                "leaves " + name(message) + " out of the list",
                Step.HEAD,
                isMessage(message),
                draw.times(),
                new Reaction.Silence());
    }

    private static Fault saysTwice(Drawing draw) {
        return new Fault(
                "lists messages twice",
                Step.HEAD,
                subject -> true,
                Times.sometimes(0.3, 50, draw.random),
                new Reaction.Lie(UnaryOperator.identity()));
    }

    private static Fault uidZero(Drawing draw) {
        StoredMessage message = draw.message();
        String uid = draw.oneOf(List.of("0", "-1", "4294967296", "99999999999999999999", "NIL"));
        return lie(
                "says UID " + uid + " for " + name(message),
                Step.UID,
                isMessage(message),
                draw,
                truth -> uid);
    }

    private static Fault size(Drawing draw) {
        StoredMessage message = draw.message();
        String size =
                draw.oneOf(List.of("", "NIL", "0", "1", "77", "5000000", "99999999999", "-5"));
        boolean all = draw.random.nextInt(4) == 0;
        return lie(
                "says size " + size + " for " + (all ? "all" : name(message)),
                Step.SIZE,
                all ? subject -> true : isMessage(message),
                draw,
                truth -> size.isEmpty() ? null : size);
    }

    private static Fault date(Drawing draw) {
        StoredMessage message = draw.message();
        String date =
                draw.oneOf(
                        List.of(
                                "",
                                "NIL",
                                "\"\"",
                                "\"00-Jan-0000 00:00:00 +0000\"",
                                "\"31-Feb-2020 10:00:00 +0000\"",
                                "\"yesterday\"",
                                "\" 1-Jan-2020 25:61:61 +9900\""));
        boolean all = draw.random.nextInt(4) == 0;
        return lie(
                "says INTERNALDATE " + date + " for " + (all ? "all" : name(message)),
                Step.DATE,
                all ? subject -> true : isMessage(message),
                draw,
                truth -> date.isEmpty() ? null : date);
    }

    private static Fault flags(Drawing draw) {
        String flags =
                draw.oneOf(List.of("NIL", "(\\Seen \\Seen)", "(a]b)", "(\\Weird x%y)", "()"));
        return lie("says flags " + flags, Step.FLAGS, subject -> true, draw, truth -> flags);
    }

    private static Fault count(Drawing draw, Step step) {
        StoredFolder folder = draw.folder();
        int more = draw.random.nextInt(7) - 3;
        return lie(
                "adds " + more + " to " + step + " of " + folder.path,
                step,
                isFolder(folder),
                draw,
                truth -> Long.toString(Math.max(0, Long.parseLong(truth) + more)));
    }

    private static Fault uidNext(Drawing draw) {
        StoredFolder folder = draw.folder();
        int less = 1 + draw.random.nextInt(4);
        boolean none = draw.random.nextInt(4) == 0;
        return lie(
                none
                        ? "says no UIDNEXT of " + folder.path
                        : "says a UIDNEXT of " + folder.path + " that is too low by " + less,
                Step.UIDNEXT,
                isFolder(folder),
                draw,
                truth -> none ? null : Long.toString(Math.max(1, Long.parseLong(truth) - less)));
    }

    private static Fault uidValidity(Drawing draw) {
        StoredFolder folder = draw.folder();
        String value = draw.oneOf(List.of("", "0", "4294967296", "99999999999999999999", "77"));
        return lie(
                "says UIDVALIDITY '" + value + "' of " + folder.path,
                Step.UIDVALIDITY,
                isFolder(folder),
                draw,
                truth -> value.isEmpty() ? null : value);
    }

    private static Fault modSeq(Drawing draw) {
        String value = draw.oneOf(List.of("", "0", "1", "18446744073709551615"));
        return lie(
                "says HIGHESTMODSEQ '" + value + "'",
                Step.MODSEQ,
                subject -> true,
                draw,
                truth -> value.isEmpty() ? null : value);
    }

    private static Fault listsTwice(Drawing draw) {
        StoredFolder folder = draw.folder();
        return lie(
                "lists " + folder.path + " twice",
                Step.NAME,
                isFolder(folder),
                draw,
                line -> line + "\r\n" + line);
    }

    private static Fault listsUnquoted(Drawing draw) {
        return lie(
                "lists names without quotes",
                Step.NAME,
                subject -> true,
                draw,
                line -> line.replaceFirst("\"((?:[^\"\\\\])*)\"$", "$1"));
    }

    private static Fault lie(
            String words,
            Step step,
            Predicate<Subject> where,
            Drawing draw,
            UnaryOperator<String> about) {
        return new Fault(words, step, where, draw.times(), new Reaction.Lie(about));
    }
}
