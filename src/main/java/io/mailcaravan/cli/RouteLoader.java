package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Loads route files: those below the routes folder, and the shared ones that come with the program
 * where the folder has none of that name.
 */
public final class RouteLoader implements Services.Routes {

    /**
     * What the program brings; a file of the same name under the routes folder's {@code shared}
     * takes its place.
     */
    private static final List<String> SHARED =
            List.of("errors.camel.yaml", "dead-letter.camel.yaml", "mailbox-migration.camel.yaml");

    private final CamelContext context;
    private final Path folder;
    private final Consumer<String> warnings;
    private final Set<RouteDefinition> startedByHand =
            Collections.newSetFromMap(new IdentityHashMap<>());
    private RouteChecks checks = new RouteChecks();
    private Map<Resource, String> texts = Map.of();
    private Resource loading;

    public RouteLoader(CamelContext context, Path folder) {
        this(context, folder, warning -> System.err.println(warning));
    }

    /**
     * @param warnings takes what is allowed and hardly meant
     */
    RouteLoader(CamelContext context, Path folder, Consumer<String> warnings) {
        this.context = context;
        this.folder = folder;
        this.warnings = warnings;
    }

    /** Loads them all; Camel must have been started. */
    public RouteLoader load() {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(
                    "--routes " + folder,
                    "no such folder",
                    "Name the folder that holds your route files (*.camel.yaml); it is looked for"
                            + " from "
                            + Path.of("").toAbsolutePath()
                            + ".");
        }
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(
                        new ModelLifecycleStrategySupport() {
                            @Override
                            public void onAddRouteDefinition(RouteDefinition route) {
                                // a route from a template belongs to the file that asks for it:
                                // relative files lie there
                                route.setResource(loading);
                                checks.unique(route.getRouteId(), name(loading));
                                RouteChecks.configuration(route, configurations(), name(loading));
                                RouteChecks.parameters(route, templateParameters(), name(loading));
                                if (readsMailboxes(route)) {
                                    keepFromStarting(route);
                                    RouteChecks.withoutErrorHandling(
                                                    route, configuresAll(), name(loading))
                                            .ifPresent(warnings);
                                }
                            }
                        });
        texts = texts(files());
        texts.forEach(this::load);
        warn(texts);
        try {
            new Cookbook(folder).warnings().forEach(warnings);
        } catch (IOException e) {
            throw unreadable(e);
        }
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof MailboxConsumer) {
                check(route);
            }
        }
        return this;
    }

    private void check(Route route) {
        try {
            RouteChecks.schedule(route);
            RouteChecks.ledger(route);
            RouteEnds.of(context, route).check(route);
        } catch (ConfigurationException e) {
            throw located(route, e);
        }
    }

    /** The same mistake with file and line of the route, as far as they can be told. */
    ConfigurationException located(Route route, ConfigurationException mistake) {
        String text = texts.get(route.getSourceResource());
        if (text == null) {
            return mistake;
        }
        RouteText file = new RouteText(name(route.getSourceResource()), text);
        if (mistake.place().contains(Path.of(file.file()).getFileName().toString())) {
            return mistake;
        }
        String named = file.place(mistake.place());
        String place = named.equals(file.file()) ? file.place("id", route.getRouteId()) : named;
        return mistake.at(place + ": " + mistake.place());
    }

    private ConfigurationException unreadable(IOException reason) {
        return new ConfigurationException(
                "--routes " + folder, "cannot be read: " + FileErrors.words(reason), "");
    }

    private void warn(Map<Resource, String> files) {
        UnsetHeaders unset = new UnsetHeaders(texts.values());
        files.forEach(
                (file, text) -> {
                    unset.warnings(name(file), text).forEach(warnings);
                    FileNames.warnings(name(file), text).forEach(warnings);
                });
    }

    /** Every file as it was loaded last, in the order of loading. */
    Map<Resource, String> texts() {
        return texts;
    }

    /** Those of them that are not the program's own. */
    Set<Path> paths() {
        return loaded().keySet();
    }

    /** What the files say of which routes are loaded, those of the program left out. */
    Map<Path, String> loaded() {
        Map<Path, String> loaded = new TreeMap<>();
        texts.forEach((file, text) -> path(file).ifPresent(path -> loaded.put(path, text)));
        return loaded;
    }

    /** Where it lies; empty for one that the program brings. */
    static Optional<Path> path(Resource file) {
        return "file".equals(file.getScheme())
                ? Optional.of(Path.of(file.getURI()).toAbsolutePath().normalize())
                : Optional.empty();
    }

    /** The files that would be loaded now, those of the program left out. */
    List<Path> filesNow() {
        return files().stream().map(RouteLoader::path).flatMap(Optional::stream).toList();
    }

    /**
     * Loads all files as they are now, beside the routes that run, and starts nothing.
     *
     * @throws ConfigurationException for a mistake in one of them
     */
    RouteTrial trial() {
        return RouteTrial.of(context, folder);
    }

    /** All files of which routes must be stopped when these change; absolute paths. */
    Set<Path> affected(RouteTrial trial, Set<Path> changed) {
        return trial.affected(changed, this);
    }

    /**
     * Puts what is on trial in the place of the routes of these files, which must have been
     * stopped. Mailbox routes do not start.
     *
     * @param files those that have changed, and what they affect
     */
    void replace(RouteTrial trial, Set<Path> files) throws Exception {
        boolean all = files.containsAll(paths());
        Predicate<Resource> replaced =
                file -> all || (file != null && path(file).filter(files::contains).isPresent());
        remove(replaced);
        if (all) {
            removeWhatRoutesShare();
        }
        checks = new RouteChecks();
        for (Route route : context.getRoutes()) {
            if (route.getSourceResource() != null) {
                checks.unique(route.getRouteId(), name(route.getSourceResource()));
            }
        }
        texts = trial.loader().texts;
        Map<Resource, String> loaded = new LinkedHashMap<>(texts);
        loaded.keySet().removeIf(Predicate.not(replaced));
        loaded.forEach(this::load);
        warn(loaded);
    }

    private void remove(Predicate<Resource> files) throws Exception {
        for (Route route : List.copyOf(context.getRoutes())) {
            if (files.test(route.getSourceResource())) {
                context.getRouteController().stopRoute(route.getRouteId());
                context.removeRoute(route.getRouteId());
                // of a Kamelet there are two, of which one has never started
                context.getCamelContextExtension().removeRoute(route);
            }
        }
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition left : List.copyOf(model.getRouteDefinitions())) {
            if (files.test(left.getResource())) {
                model.removeRouteDefinition(left);
            }
        }
    }

    private void removeWhatRoutesShare() throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteConfigurationDefinition one :
                List.copyOf(model.getRouteConfigurationDefinitions())) {
            model.removeRouteConfiguration(one);
        }
        model.removeRouteTemplateDefinitions(List.copyOf(model.getRouteTemplateDefinitions()));
    }

    private Set<String> configurations() {
        return context
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteConfigurationDefinitions()
                .stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean configuresAll() {
        return context
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteConfigurationDefinitions()
                .stream()
                .anyMatch(configuration -> configuration.getId() == null);
    }

    private Set<String> templateParameters() {
        return context
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinitions()
                .stream()
                .flatMap(template -> template.getTemplateParameters().stream())
                .map(RouteTemplateParameterDefinition::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A command starts it, or {@code serve} does where the file does not forbid it. */
    private void keepFromStarting(RouteDefinition route) {
        String startup = route.getAutoStartup();
        if (startup != null
                && !Boolean.parseBoolean(context.resolvePropertyPlaceholders(startup))) {
            startedByHand.add(route);
        }
        route.setAutoStartup("false");
    }

    private boolean startsByItself(String route) {
        return !startedByHand.contains(
                context.getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteDefinition(route));
    }

    private static boolean readsMailboxes(RouteDefinition route) {
        return route.getInput() != null
                && String.valueOf(route.getInput().getEndpointUri()).startsWith("mailbox:");
    }

    private List<Resource> files() {
        Map<String, Resource> shared = new LinkedHashMap<>();
        for (String name : SHARED) {
            shared.put(
                    name,
                    PluginHelper.getResourceLoader(context)
                            .resolveResource("classpath:routes/shared/" + name));
        }
        List<Resource> own = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            Cookbook cookbook = new Cookbook(folder);
            for (Path file :
                    files.filter(RouteFile::isRoute)
                            .filter(file -> !cookbook.has(file))
                            .sorted()
                            .toList()) {
                Resource resource =
                        ResourceHelper.resolveResource(context, "file:" + file.toAbsolutePath());
                if (RouteFile.isShared(file)) {
                    shared.put(RouteFile.usualName(file), resource);
                } else {
                    own.add(resource);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        List<Resource> all = new ArrayList<>(shared.values());
        all.addAll(own);
        return all;
    }

    private Map<Resource, String> texts(List<Resource> files) {
        Map<Resource, String> texts = new LinkedHashMap<>();
        for (Resource file : files) {
            try (InputStream in = file.getInputStream()) {
                texts.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw RouteErrors.explain(new RouteText(name(file), ""), e, context.getRegistry());
            }
        }
        return texts;
    }

    private void load(Resource resource, String text) {
        loading = resource;
        try {
            HeaderNames.check(name(resource), text);
            DuplicateKeys.check(name(resource), text);
            // as it was read, whatever becomes of the file meanwhile
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(RouteFile.named(resource.getLocation(), text));
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw RouteErrors.explain(
                    new RouteText(name(resource), text), e, context.getRegistry());
        }
    }

    private String name(Resource resource) {
        Path file =
                "file".equals(resource.getScheme())
                        ? Path.of(resource.getURI())
                        : Path.of(resource.getLocation());
        Path base = folder.toAbsolutePath();
        return file.startsWith(base)
                ? folder.resolve(base.relativize(file)).toString()
                : file.toString();
    }

    /** All routes that read mailboxes, by id; may be empty. */
    SortedMap<String, MailboxRoute> all() {
        SortedMap<String, MailboxRoute> all = new TreeMap<>();
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof MailboxConsumer) {
                all.put(
                        route.getRouteId(),
                        new MailboxRoute(context, route, startsByItself(route.getRouteId())));
            }
        }
        return all;
    }

    @Override
    public Optional<RouteLoader> loader() {
        return Optional.of(this);
    }

    @Override
    public List<MailboxRoute> named(List<String> ids) {
        Map<String, MailboxRoute> all = all();
        if (all.isEmpty()) {
            throw new ConfigurationException(
                    "--routes " + folder,
                    "no route there reads mailboxes",
                    "Copy one from the folder routes that comes with the program, for example"
                            + " imap-to-imap.camel.yaml.");
        }
        if (ids.isEmpty()) {
            return List.copyOf(all.values());
        }
        for (String id : ids) {
            if (!all.containsKey(id)) {
                throw new ConfigurationException(
                        "route '" + id + "'",
                        "no such route under " + folder,
                        new Cookbook(folder)
                                .advice(id)
                                .or(
                                        () ->
                                                NearestWord.of(id, new TreeSet<>(all.keySet()))
                                                        .map(
                                                                near ->
                                                                        "Did you mean '"
                                                                                + near
                                                                                + "'?"))
                                .orElse("There are: " + String.join(", ", all.keySet()) + "."));
            }
        }
        return ids.stream().map(all::get).toList();
    }
}
