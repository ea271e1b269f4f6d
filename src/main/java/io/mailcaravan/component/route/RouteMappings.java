package io.mailcaravan.component.route;

import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.mapping.FolderNames;
import io.mailcaravan.mapping.FolderRenames.Renamed;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.mapping.PropertyMapping;
import io.mailcaravan.mapping.WrittenFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Route;

/** The mapping files that the steps {@code propertyMapping} of a route name. */
public final class RouteMappings {

    /** By which routes name the step. */
    public static final String STEP = "propertyMapping";

    private final Mappings files;
    private final MappingSteps steps;
    private final Path folder;
    private final Map<MailboxEnd, FolderMapping> byEnd = new ConcurrentHashMap<>();

    private RouteMappings(Mappings files, MappingSteps steps, Path folder) {
        this.files = files;
        this.steps = steps;
        this.folder = folder;
    }

    /**
     * Reads them all.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a file that is not there, and for a
     *     mistake in one
     */
    public static RouteMappings of(Route route) {
        Path folder = RouteFiles.folder(route);
        RouteMappings mappings =
                new RouteMappings(new Mappings(folder), MappingSteps.in(route), folder);
        mappings.steps.names().forEach(mappings.files::get);
        return mappings;
    }

    /** The same files for steps and passes. */
    public Mappings files() {
        return files;
    }

    /** What they say, as a text that changes with it; empty where the route names none. */
    String rules() {
        return steps.names().stream()
                .map(name -> files.get(name).toString())
                .collect(Collectors.joining("\n"));
    }

    /** Where folders go that come to this end; its own file is read once, too. */
    public FolderMapping folders(MailboxEnd end) {
        return byEnd.computeIfAbsent(end, this::read);
    }

    /** All names of folders that the route's options and files have. */
    public WrittenFolders written(FolderFilter filter, RouteEnds ends) {
        return new WrittenFolders(
                filter,
                ends.named().stream().map(this::folders).toList(),
                steps.names().stream().map(name -> files.get(name).message().folders()).toList());
    }

    private FolderMapping read(MailboxEnd end) {
        List<PropertyMapping> before = steps.before(end).stream().map(files::get).toList();
        FolderNames names =
                source -> {
                    Optional<Renamed> renamed = Optional.empty();
                    for (PropertyMapping mapping : before) {
                        FolderPath path = renamed.map(Renamed::path).orElse(source);
                        Optional<Renamed> again = mapping.message().folders().of(path);
                        renamed = again.isPresent() ? again : renamed;
                    }
                    return renamed;
                };
        FolderMapping folders = end.folderMapping(folder);
        return before.isEmpty() ? folders : folders.withNames(names);
    }
}
