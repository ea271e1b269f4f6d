package io.mailcaravan.component.run;

import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.FigureSentence;
import io.mailcaravan.progress.Figures;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Tells in the log how mailboxes and passes of a route have ended: the same of those that the
 * schedule starts on one machine, and of those that nodes share.
 */
public final class PassLog {

    private final Logger log;
    private final String route;
    private final String where;

    /**
     * @param where a mailbox stops, behind that word: {@code on node 3}, or nothing
     */
    public PassLog(Logger log, String route, String where) {
        this.log = log;
        this.route = route;
        this.where = where;
    }

    /** Why the pass of a mailbox did not go through. */
    public void stopped(String mailbox, MailboxException reason) {
        log.warn(
                "{}: the pass of mailbox {} stopped{}: {}",
                route,
                mailbox,
                where,
                reason.explanation());
    }

    /** Why not all of a mailbox is copied, and what people should know beside that. */
    public void notes(MailboxResult result) {
        result.counts()
                .problems()
                .forEach(
                        problem -> log.warn("{}: mailbox {}: {}", route, result.source(), problem));
        result.counts()
                .remarks()
                .forEach(remark -> log.info("{}: mailbox {}: {}", route, result.source(), remark));
    }

    /** What people should know of the whole pass. */
    public void remark(String text) {
        log.info("{}: {}", route, text);
    }

    /**
     * @param pass {@code the pass}, or which
     */
    public void over(String pass, Outcome outcome, Figures figures) {
        log.info(
                "{}: {} is over ({}): {}",
                route,
                pass,
                outcome.name().toLowerCase(Locale.ROOT),
                FigureSentence.of(
                        figures,
                        Map.of(
                                Figure.COPIED,
                                String.format(
                                        Locale.ROOT, " (%,d bytes)", figures.copiedBytes()))));
    }
}
