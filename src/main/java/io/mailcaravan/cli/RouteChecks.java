package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.MailboxEndpoint;
import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Route;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.support.PatternHelper;
import org.quartz.CronExpression;

/** What would go wrong in silence, or only at the first pass, is refused when a route loads. */
final class RouteChecks {

    private static final String CRON = "cron";

    /** What Camel itself gives a route from a template, or from a Kamelet. */
    private static final Set<String> OF_CAMEL =
            Set.of(
                    "routeId",
                    "uuid",
                    "templateId",
                    "bridgeErrorHandler",
                    "noErrorHandler",
                    "parentRouteId",
                    "parentProcessorId");

    /** By route id, the file that has it. */
    private final Map<String, String> files = new HashMap<>();

    /**
     * A second route of the same id would take the first one's place.
     *
     * @param file where this one stands
     */
    void unique(String id, String file) {
        String before = files.putIfAbsent(id, file);
        if (before != null) {
            throw new ConfigurationException(
                    "route '" + id + "'",
                    "two routes have this id, one in "
                            + before
                            + " and one "
                            + (before.equals(file) ? "further down in it" : "in " + file),
                    "Give one of them another id; the ledger knows each route by its id.");
        }
    }

    /**
     * Camel takes a route whose configuration there is not as one without, and then nothing is
     * tried again or kept.
     *
     * @param known ids of the configurations that have been loaded
     * @param file where the route stands
     */
    static void configuration(RouteDefinition route, Set<String> known, String file) {
        String ids = route.getRouteConfigurationId();
        if (ids == null || ids.contains("{{")) {
            return;
        }
        for (String id : ids.split(",")) {
            String name = id.strip();
            if (known.stream().noneMatch(one -> PatternHelper.matchPattern(one, name))) {
                throw new ConfigurationException(
                        file + ", route '" + route.getRouteId() + "'",
                        "no routeConfiguration '"
                                + name
                                + "' is in this file or in one that is read before it",
                        NearestWord.of(name, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("There are: " + String.join(", ", known) + "."));
            }
        }
    }

    /**
     * Without error handling Camel hands each failure back at once, so that nothing is tried again
     * and no bytes are kept. Who has written handling of their own is not told.
     *
     * @param forAll whether there is a configuration that holds for routes that name none
     * @param file where the route stands
     */
    static Optional<String> withoutErrorHandling(
            RouteDefinition route, boolean forAll, String file) {
        boolean own =
                route.isErrorHandlerFactorySet()
                        || route.getOutputs().stream()
                                .anyMatch(OnExceptionDefinition.class::isInstance)
                        || route.getOutputs().stream().anyMatch(TryDefinition.class::isInstance);
        boolean named =
                route.getRouteConfigurationId() != null
                        && !route.getRouteConfigurationId().isBlank();
        return own || named || forAll
                ? Optional.empty()
                : Optional.of(
                        file
                                + ", route '"
                                + route.getRouteId()
                                + "': it has no error handling, so what fails is not tried again"
                                + " within a pass, and no bytes of failed items are kept as dead"
                                + " letters. Add routeConfigurationId: mailbox-errors below its"
                                + " id.");
    }

    /**
     * Camel drops a parameter that the template does not have, and an exclusion with it.
     *
     * @param known parameters of all templates
     * @param file where the templated route stands
     */
    static void parameters(RouteDefinition route, Set<String> known, String file) {
        if (route.getRouteTemplateContext() == null) {
            return;
        }
        for (String name :
                new TreeSet<>(route.getRouteTemplateContext().getParameters().keySet())) {
            if (!known.contains(name) && !OF_CAMEL.contains(name)) {
                throw new ConfigurationException(
                        file + ", route '" + route.getRouteId() + "'",
                        "no template has a parameter '" + name + "'",
                        NearestWord.of(name, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("There are: " + String.join(", ", known) + "."));
            }
        }
    }

    /** Quartz would say so in a stack trace, and the default scheduler not at all. */
    static void schedule(Route route) {
        // the endpoint's: a consumer that somebody else starts has none
        Map<String, Object> options =
                ((MailboxEndpoint) route.getEndpoint()).getSchedulerProperties();
        if (options == null || options.get(CRON) == null) {
            return;
        }
        String place = "route '" + route.getRouteId() + "', scheduler.cron";
        // in a URI a blank may be written so
        String cron = options.get(CRON).toString().replace('+', ' ').strip();
        Object scheduler = ((MailboxEndpoint) route.getEndpoint()).getScheduler();
        if (scheduler == null || "none".equals(scheduler)) {
            throw new ConfigurationException(
                    place,
                    "there is no scheduler that reads it",
                    "Add scheduler: quartz beside it.");
        }
        if (CronExpression.isValidExpression(cron)) {
            return;
        }
        String[] fields = cron.split("\\s+");
        String seconds = fields.length == 5 ? withSeconds(fields) : "";
        throw new ConfigurationException(
                place,
                "'"
                        + cron
                        + "' is not as Quartz writes it: seconds, minutes, hours, day of the month,"
                        + " month, day of the week, and ? for the one of the two days that does not"
                        + " matter",
                CronExpression.isValidExpression(seconds)
                        ? "With five fields, as crontab has them, you may mean \"" + seconds + "\"."
                        : "Every night at two is \"0 0 2 * * ?\".");
    }

    /** What {@code report}, {@code retry} and {@code reset} ask would know nothing of the route. */
    static void ledger(Route route) {
        MailboxEndpoint source = (MailboxEndpoint) route.getEndpoint();
        if (source.ledger() != source.getComponent().getLedger()) {
            throw new ConfigurationException(
                    "route '" + route.getRouteId() + "', idempotentRepository",
                    "it names another ledger than the program's, which report, retry and reset ask",
                    "Write \"#ledger\"; where that one lies is a setting (--state,"
                            + " caravan.datasource.url).");
        }
    }

    /** Quartz counts the days of the week from 1, Sunday; crontab from 0. */
    private static String withSeconds(String[] crontab) {
        String day = crontab[2];
        String weekday = crontab[4];
        if (weekday.equals("*")) {
            weekday = "?";
        } else {
            StringBuilder counted = new StringBuilder();
            for (int i = 0; i < weekday.length(); i++) {
                char c = weekday.charAt(i);
                counted.append(c >= '0' && c <= '7' ? (char) ('1' + (c - '0') % 7) : c);
            }
            weekday = counted.toString();
            day = day.equals("*") ? "?" : day;
        }
        return String.join(" ", "0", crontab[0], crontab[1], day, crontab[3], weekday);
    }
}
