package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.route.RouteFiles;
import io.mailcaravan.component.run.PassCounts;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.metrics.RouteMeters;
import io.micrometer.core.instrument.Metrics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The routes that {@code serve} runs, by their ids. */
final class ServedRoutes {

    private final List<String> names;
    private final BiConsumer<String, String> teller;
    private final Map<String, MailboxRoute> running = new TreeMap<>();
    private final RouteMeters meters = new RouteMeters(Metrics.globalRegistry);

    /** Of routes that have ended, too: no figure falls while the program runs. */
    private final Map<String, PassCounts> counts = new HashMap<>();

    /**
     * @param names the ids of the routes to serve; empty for all that start by themselves
     * @param teller takes a route and what is to be told of it
     */
    ServedRoutes(List<String> names, BiConsumer<String, String> teller) {
        this.names = names;
        this.teller = teller;
    }

    /**
     * Takes those that are ready, and removes the others.
     *
     * @throws ConfigurationException for a mistake in one that was named
     */
    void take(List<MailboxRoute> routes) throws Exception {
        for (MailboxRoute route : routes) {
            if (isWanted(route) && isReady(route)) {
                running.put(route.id(), route);
            } else {
                route.remove();
            }
        }
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    List<MailboxRoute> all() {
        return List.copyOf(running.values());
    }

    boolean has(String id) {
        return running.containsKey(id);
    }

    void start() throws Exception {
        for (MailboxRoute route : all()) {
            start(route, "started");
        }
    }

    private void start(MailboxRoute route, String word) throws Exception {
        PassCounts before = counts.get(route.id());
        if (before == null) {
            counts.put(route.id(), route.consumer().counts());
            meters.show(route.id(), route.consumer().counts());
        } else {
            route.consumer().goOnCounting(before);
        }
        route.start();
        teller.accept(route.id(), word);
        route.tellOddities();
    }

    /** Whether it is one to be served; says so where its file forbids it. */
    private boolean isWanted(MailboxRoute route) {
        if (!names.isEmpty()) {
            return names.contains(route.id());
        }
        if (!route.startsByItself()) {
            teller.accept(route.id(), "not started: its file says autoStartup: false");
        }
        return route.startsByItself();
    }

    /** A mistake in a route that was named ends the program; in another it is told once. */
    private boolean isReady(MailboxRoute route) {
        try {
            check(route);
            return true;
        } catch (ConfigurationException e) {
            if (!names.isEmpty()) {
                throw e;
            }
            teller.accept(route.id(), "not started: " + e.getMessage());
            return false;
        }
    }

    private static void check(MailboxRoute route) {
        route.source().store();
        route.consumer().settings();
        route.consumer().mailboxes();
        for (MailboxEnd destination : route.destinations()) {
            destination.checkDestination();
            route.folders(destination);
        }
    }

    /**
     * Checks those on trial that take the place of running ones, and those that were named.
     *
     * @throws ConfigurationException for a mistake in one of them
     */
    void check(RouteTrial trial) {
        trial.routes().values().stream()
                .filter(route -> has(route.id()) || names.contains(route.id()))
                .forEach(
                        route -> {
                            try {
                                check(route);
                            } catch (ConfigurationException e) {
                                throw trial.loader().located(route.route(), e);
                            }
                        });
    }

    /**
     * Ends the passes of the routes of these files between two items, puts what is on trial in
     * their place, and starts it. What is in no file any more has ended then.
     */
    void replace(RouteLoader routes, RouteTrial trial, Set<Path> files) throws Exception {
        Map<String, MailboxRoute> old = new TreeMap<>();
        running.values().stream()
                .filter(route -> isIn(files, route))
                .forEach(route -> old.put(route.id(), route));
        end(old.values());
        running.keySet().removeAll(old.keySet());
        routes.replace(trial, files);
        Map<String, MailboxRoute> before = new TreeMap<>(running);
        Map<String, MailboxRoute> there = routes.all();
        take(there.values().stream().filter(route -> !before.containsKey(route.id())).toList());
        for (MailboxRoute route : all()) {
            if (!before.containsKey(route.id())) {
                start(route, old.containsKey(route.id()) ? "loaded anew and started" : "started");
            }
        }
        for (String id : old.keySet()) {
            if (!there.containsKey(id)) {
                teller.accept(id, "ended: no file has it any more");
            }
        }
    }

    private static boolean isIn(Set<Path> files, MailboxRoute route) {
        Optional<Path> file = RouteFiles.file(route.route());
        return file.isEmpty() || files.contains(file.get().toAbsolutePath().normalize());
    }

    /**
     * Ends all.
     *
     * @return whether that has met a pass
     */
    boolean stop() throws Exception {
        Map<String, Long> before = new HashMap<>();
        running.forEach((id, route) -> before.put(id, interrupted(route.consumer())));
        end(running.values());
        return running.entrySet().stream()
                .anyMatch(
                        route ->
                                interrupted(route.getValue().consumer())
                                        > before.get(route.getKey()));
    }

    private static long interrupted(MailboxConsumer consumer) {
        return consumer.counts().passes(Outcome.INTERRUPTED);
    }

    /** All passes end side by side. */
    private static void end(Iterable<MailboxRoute> routes) throws Exception {
        for (MailboxRoute route : routes) {
            route.consumer().cancel();
        }
        for (MailboxRoute route : routes) {
            route.stop();
        }
    }
}
