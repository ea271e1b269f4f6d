package io.mailcaravan.cli;

import io.mailcaravan.cli.ServedFiles.Change;
import io.mailcaravan.mailbox.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which files of {@code serve} are other ones than those that run, once each, and loads them
 * when asked. Lists of mailboxes and mapping files are not among them: each pass reads those.
 *
 * <p>Camel's own reload ({@code RouteWatcherReloadStrategy}) removes all routes before it reads the
 * files, so that a mistake would leave none, and ends no pass.
 */
final class RouteReload {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final String SETTINGS =
            "changed since the start, where it is read only: restart serve to have it loaded.";

    private final RouteLoader routes;
    private final ServedRoutes serving;
    private final Path configuration;
    private final BiConsumer<Path, String> teller;
    private final ServedFiles files;
    private final Optional<String> settings;
    private Optional<String> how = Optional.empty();

    /**
     * Directly behind the loading of the routes.
     *
     * @param configuration file of settings, which is read at the start only
     * @param teller takes a file and what is to be told of it
     */
    RouteReload(
            RouteLoader routes,
            ServedRoutes serving,
            Path configuration,
            BiConsumer<Path, String> teller) {
        this.routes = routes;
        this.serving = serving;
        this.configuration = configuration.toAbsolutePath().normalize();
        this.teller = teller;
        this.files =
                new ServedFiles(
                        () ->
                                Stream.concat(
                                                routes.filesNow().stream(),
                                                Stream.of(this.configuration))
                                        .toList());
        this.settings = settings();
        loaded();
    }

    /** What the settings say; empty where there is no file of them. */
    private Optional<String> settings() {
        try {
            return Optional.of(
                    new String(Files.readAllBytes(configuration), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void loaded() {
        Map<Path, String> texts = new TreeMap<>(routes.loaded());
        settings.ifPresent(text -> texts.put(configuration, text));
        files.loaded(texts);
    }

    /**
     * @param command that asks for a reload; empty where none can
     */
    void askedBy(Optional<String> command) {
        how = command;
    }

    /** Tells what has changed since the last look. */
    void look() {
        try {
            files.news().forEach(change -> teller.accept(change.file(), told(change)));
        } catch (IOException | UncheckedIOException | ConfigurationException e) {
            // a folder that is not there for a moment; what is wrong shows when somebody asks
        }
    }

    private String told(Change change) {
        if (change.file().equals(configuration)) {
            return SETTINGS;
        }
        String what =
                switch (change.kind()) {
                    case NEW -> "new, written at " + time(change.when()) + ", and not loaded";
                    case CHANGED ->
                            "changed at "
                                    + time(change.when())
                                    + "; what runs is as it was loaded at "
                                    + time(files.since());
                    case GONE ->
                            "gone; what it said runs on, as it was loaded at "
                                    + time(files.since());
                };
        return what + ". " + how();
    }

    private String how() {
        return how.map(command -> command + " has it loaded.")
                .orElse("Restart serve to have it loaded.");
    }

    private static String time(Instant when) {
        return TIME.format(when);
    }

    /** Loads what has changed. With a mistake in a file everything runs on as it was. */
    void reload() throws InterruptedException {
        try (RouteTrial trial = routes.trial()) {
            Set<Path> changed = differing(routes.loaded(), trial.loader().loaded());
            tellSettings();
            if (changed.isEmpty()) {
                tell(
                        "no route file has changed; lists of mailboxes and mapping files are read by"
                                + " each pass");
            } else {
                serving.check(trial);
                replace(trial, changed);
            }
        } catch (ConfigurationException e) {
            tell("nothing is loaded anew, all runs on as it was: " + e.getMessage());
        }
    }

    /** By what was read for the trial: a file may change once more while it is tried. */
    private static Set<Path> differing(Map<Path, String> before, Map<Path, String> now) {
        return Stream.concat(before.keySet().stream(), now.keySet().stream())
                .filter(file -> !Objects.equals(before.get(file), now.get(file)))
                .collect(Collectors.toSet());
    }

    private void tellSettings() {
        if (!settings.equals(settings())) {
            teller.accept(configuration, SETTINGS);
        }
    }

    /** It was tried before, so what goes wrong now is none of the files'. */
    private void replace(RouteTrial trial, Set<Path> changed) throws InterruptedException {
        try {
            serving.replace(routes, trial, routes.affected(trial, changed));
            loaded();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.error("routes", e);
            tell("not all could be loaded anew, restart serve: " + e.getMessage());
        }
    }

    private void tell(String what) {
        teller.accept(Path.of(""), what);
    }
}
