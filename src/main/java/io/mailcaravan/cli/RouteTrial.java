package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.MailboxComponent;
import io.mailcaravan.component.route.RouteFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.StaticService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The route files as they are now, loaded in a Camel of their own beside the one that runs, so that
 * a mistake in them shows before anything that runs is stopped. Nothing of it starts. It has the
 * stores, ledger, beans and properties of the one that runs.
 */
final class RouteTrial implements AutoCloseable {

    /** At the beginning of a line: what a file says of its own routes alone. */
    private static final Set<String> OF_ITS_OWN =
            Set.of(
                    "route",
                    "from",
                    "templatedRoute",
                    "onException",
                    "errorHandler",
                    "onCompletion",
                    "intercept",
                    "interceptFrom",
                    "interceptSendToEndpoint");

    private static final Pattern ENTRY = Pattern.compile("(?m)^-\\s+[\"']?([\\w-]+)[\"']?\\s*:");

    private final DefaultCamelContext context;
    private final RouteLoader loader;

    private RouteTrial(DefaultCamelContext context, RouteLoader loader) {
        this.context = context;
        this.loader = loader;
    }

    /**
     * @throws io.mailcaravan.mailbox.ConfigurationException for a mistake in one of the files
     */
    static RouteTrial of(CamelContext running, Path folder) {
        DefaultCamelContext context =
                new DefaultCamelContext(new DefaultRegistry(new Beans(running)));
        context.getCamelContextExtension().setName(running.getName() + "-trial");
        context.setAutoStartup(false);
        context.disableJMX();
        context.getPropertiesComponent().addPropertiesSource(new Properties(running));
        MailboxComponent own = running.getComponent("mailbox", MailboxComponent.class);
        MailboxComponent component = new MailboxComponent();
        component.setStores(own.getStores());
        component.setLedger(own.getLedger());
        component.setSpool(own.getSpool());
        component.setConfiguration(own.getConfiguration());
        component.setScheduled(own.isScheduled());
        context.addComponent("mailbox", component);
        RouteTrial trial = new RouteTrial(context, new RouteLoader(context, folder, warning -> {}));
        boolean good = false;
        try {
            context.start();
            trial.loader.load();
            good = true;
            return trial;
        } finally {
            if (!good) {
                trial.close();
            }
        }
    }

    /** The routes that read mailboxes, by id. */
    SortedMap<String, MailboxRoute> routes() {
        return loader.all();
    }

    RouteLoader loader() {
        return loader;
    }

    /**
     * All files of which routes must be stopped when these change: those that have a route which
     * sends to one of theirs, and all that there are where one says something for others.
     *
     * @param running what these files are to take the place of
     */
    Set<Path> affected(Set<Path> changed, RouteLoader running) {
        Set<Path> affected = new HashSet<>(changed);
        if (isOfOthers(changed, running.texts()) || isOfOthers(changed, loader.texts())) {
            affected.addAll(running.paths());
            affected.addAll(loader.paths());
            return affected;
        }
        int before;
        do {
            before = affected.size();
            running.all().values().forEach(route -> follow(route, affected));
            routes().values().forEach(route -> follow(route, affected));
        } while (affected.size() > before);
        return affected;
    }

    private static void follow(MailboxRoute route, Set<Path> affected) {
        Set<Path> called =
                route.ends().routes().stream()
                        .map(RouteTrial::file)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        called.retainAll(affected);
        if (!called.isEmpty()) {
            file(route.route()).ifPresent(affected::add);
        }
    }

    private static Optional<Path> file(Route route) {
        return RouteFiles.file(route).map(path -> path.toAbsolutePath().normalize());
    }

    private static boolean isOfOthers(Set<Path> changed, Map<Resource, String> texts) {
        return texts.entrySet().stream()
                .anyMatch(
                        file ->
                                RouteLoader.path(file.getKey())
                                        .filter(changed::contains)
                                        .filter(
                                                path ->
                                                        RouteFile.isShared(path)
                                                                || isOfOthers(file.getValue()))
                                        .isPresent());
    }

    /** The routes of Kamelets belong to no file. */
    private static boolean isOfOthers(String text) {
        if (text.contains("kamelet:")) {
            return true;
        }
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            if (!OF_ITS_OWN.contains(entry.group(1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends what the trial has made itself. Its routes, which have not started, are left as they
     * are: to end them would end the beans that their steps share with those that run.
     */
    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(context.getEndpoints());
        for (String name : context.getComponentNames()) {
            ServiceHelper.stopAndShutdownServices(context.hasComponent(name));
        }
        ServiceHelper.stopAndShutdownServices(context.getExecutorServiceManager());
    }

    /**
     * The beans that the other context has; those of the files themselves go before. Without what
     * belongs to one context: this one would take it over, and end it.
     */
    private record Beans(CamelContext running) implements BeanRepository {

        private static boolean isShared(Object bean) {
            return !(bean instanceof Component
                    || bean instanceof Language
                    || bean instanceof DataFormat
                    || bean instanceof StaticService);
        }

        @Override
        public Object lookupByName(String name) {
            return shared(running.getRegistry().lookupByName(name));
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            return shared(running.getRegistry().lookupByNameAndType(name, type));
        }

        private static <T> T shared(T bean) {
            return isShared(bean) ? bean : null;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            Map<String, T> found = new HashMap<>(running.getRegistry().findByTypeWithName(type));
            found.values().removeIf(bean -> !isShared(bean));
            return found;
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return running.getRegistry().findByType(type).stream()
                    .filter(Beans::isShared)
                    .collect(Collectors.toSet());
        }
    }

    /** The same values of placeholders. */
    private record Properties(CamelContext running) implements PropertiesSource {

        @Override
        public String getName() {
            return "running";
        }

        @Override
        public String getProperty(String name) {
            return running.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
