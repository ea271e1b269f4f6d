package io.mailcaravan.cli;

import io.mailcaravan.assess.MailboxAssessment;
import io.mailcaravan.assess.Room;
import io.mailcaravan.assess.SignIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What {@code assess} prints for people: a line a mailbox, what is wrong, and a total. */
final class AssessReport {

    private final List<MailboxAssessment> all;
    private final int atOnce;
    private final boolean severalRoutes;

    /** How many each mailbox has. */
    private final Map<List<String>, Long> ends;

    /**
     * @param atOnce mailboxes that a pass works on at a time
     */
    AssessReport(List<MailboxAssessment> all, int atOnce) {
        this.all = all;
        this.atOnce = atOnce;
        severalRoutes = all.stream().map(MailboxAssessment::route).distinct().count() > 1;
        ends =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        AssessReport::mailbox, Collectors.counting()));
    }

    void print(boolean details) {
        System.out.print(table());
        System.out.println();
        all.forEach(this::problems);
        if (details) {
            all.forEach(assessment -> System.out.print(new AssessDetails(assessment).text()));
        } else if (all.stream().anyMatch(one -> !one.warnings().isEmpty())) {
            System.out.println(
                    "There are warnings; --details shows them with folders and capabilities.");
            long renamed = sum(MailboxAssessment::renamedFolders);
            long merged = sum(one -> one.merged().size());
            if (renamed + merged > 0) {
                System.out.println(
                        "Among them: "
                                + ReportWords.number(renamed)
                                + " folders get another name, and "
                                + ReportWords.number(merged)
                                + " take in more than one.");
            }
        }
        new UnmatchedNames(all).lines().forEach(System.out::println);
        System.out.println(
                "ETA is an estimate from reading up to 2 MB of each source mailbox; how fast the"
                        + " destination takes it is not measured.");
        System.out.println(verdict());
    }

    private String table() {
        TextTable table =
                new TextTable(
                        "MAILBOX",
                        "SOURCE",
                        "DESTINATION",
                        ">FOLDERS",
                        ">MESSAGES",
                        ">SIZE",
                        ">OVERSIZE",
                        "QUOTA",
                        ">ETA");
        for (MailboxAssessment one : all) {
            boolean known = one.reachable();
            table.row(
                    name(one),
                    one.source().state().toString(),
                    one.destination().state().toString(),
                    known ? ReportWords.number(one.takenFolders()) : "-",
                    known ? ReportWords.number(one.messages()) : "-",
                    known ? Sizes.text(one.bytes()) : "-",
                    known ? ReportWords.number(one.oversize().count()) : "-",
                    one.room().map(AssessReport::text).orElse("-"),
                    one.eta().map(AssessReport::text).orElse("-"));
        }
        if (all.size() > 1) {
            table.row(
                    mailboxes(),
                    working(all.stream().filter(one -> one.source().works()).count()),
                    working(all.stream().filter(one -> one.destination().works()).count()),
                    ReportWords.number(sum(MailboxAssessment::takenFolders)),
                    ReportWords.number(sum(MailboxAssessment::messages)),
                    Sizes.text(sum(MailboxAssessment::bytes)),
                    ReportWords.number(sum(one -> one.oversize().count())),
                    "",
                    total().map(AssessReport::text).orElse("-"));
        }
        return table.text("");
    }

    /** With its route, where there are several. */
    private String name(MailboxAssessment one) {
        return (severalRoutes ? one.route() + ": " : "") + fromTo(one);
    }

    private String fromTo(MailboxAssessment one) {
        String source = one.source().mailbox();
        String destination = one.destination().mailbox();
        if (ends.get(mailbox(one)) > 1) {
            return source + " -> " + destination + " in " + one.destination().store();
        }
        return source.equals(destination) ? source : source + " -> " + destination;
    }

    /** A mailbox is looked at once for each of its ends. */
    private static List<String> mailbox(MailboxAssessment one) {
        return List.of(one.route(), one.source().store(), one.source().mailbox());
    }

    private long mailboxes(Predicate<MailboxAssessment> which) {
        return all.stream().filter(which).map(AssessReport::mailbox).distinct().count();
    }

    /** With their ends, where these are more. */
    private String mailboxes() {
        String text = ReportWords.mailboxes(ends.size());
        return ends.size() == all.size()
                ? text
                : text + ", " + ReportWords.number(all.size()) + " ends";
    }

    private String working(long count) {
        return count == all.size() ? "all ok" : count + " ok";
    }

    /** Mailboxes go side by side, but the largest one takes its time. */
    private Optional<Duration> total() {
        List<Duration> known = all.stream().flatMap(one -> one.eta().stream()).toList();
        Duration sum = known.stream().reduce(Duration.ZERO, Duration::plus);
        return known.stream()
                .max(Duration::compareTo)
                .map(
                        longest ->
                                longest.compareTo(sum.dividedBy(atOnce)) > 0
                                        ? longest
                                        : sum.dividedBy(atOnce));
    }

    private long sum(ToLongFunction<MailboxAssessment> what) {
        return all.stream().mapToLong(what).sum();
    }

    private void problems(MailboxAssessment one) {
        failed(one.source(), "source");
        failed(one.destination(), "destination");
        one.failure()
                .ifPresent(reason -> System.out.println(name(one) + ": " + reason.explanation()));
        one.blocking().forEach(text -> System.out.println(name(one) + ": " + text));
    }

    private static void failed(SignIn signIn, String end) {
        signIn.failure()
                .ifPresent(
                        reason ->
                                System.out.println(
                                        signIn.mailbox()
                                                + ": "
                                                + end
                                                + " "
                                                + signIn.store()
                                                + " "
                                                + signIn.state()
                                                + ": "
                                                + reason.explanation()));
    }

    private String verdict() {
        long unreachable = mailboxes(one -> !one.reachable());
        long blocked = mailboxes(one -> one.reachable() && !one.blocking().isEmpty());
        if (unreachable == 0 && blocked == 0) {
            return "Nothing stands in the way of a pass.";
        }
        return "Not ready: "
                + unreachable
                + " of "
                + ReportWords.mailboxes(ends.size())
                + " cannot be reached, signed in to or looked through, "
                + blocked
                + " would not be copied completely.";
    }

    private static String text(Room room) {
        return Sizes.text(room.usedBytes())
                + " of "
                + Sizes.text(room.limitBytes())
                + (room.suffices() ? ", fits" : ", TOO SMALL");
    }

    static String text(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min"
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
    }
}
