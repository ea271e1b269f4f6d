package io.mailcaravan.mapping;

import io.mailcaravan.config.TextFile;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.Places;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The mapping files of a route, each read once: those of one pass stay as they were when it began.
 * A name is looked up beside the route's file, then in the folder {@code mappings} there or one
 * level up, then among those that come with the program. Safe for many threads.
 */
public final class Mappings {

    /** The file of a route that names none. */
    public static final String DEFAULT = "mapping.yaml";

    /** Where the program has its own. */
    private static final String FOLDER = "mappings";

    private static final String SHIPPED = "/routes/" + FOLDER + "/";

    /** The ledger notes it with each item. */
    private static final int LONGEST = 80;

    private final Path folder;
    private final Map<String, PropertyMapping> read = new ConcurrentHashMap<>();

    /**
     * @param folder in which the route's file lies
     */
    public Mappings(Path folder) {
        this.folder = folder;
    }

    /**
     * The mapping with this name.
     *
     * @throws ConfigurationException where there is none, or a mistake in it
     */
    public PropertyMapping get(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    /**
     * What the flags of a source become on their way through mappings.
     *
     * @param names of the mappings, in their order
     * @return empty where one of them is there no more, so that nobody knows
     */
    public Optional<Flags> flags(List<String> names, Flags atSource) {
        return through(names, atSource, (mapping, flags) -> mapping.flags().map(flags));
    }

    /** The same for the further folders that an item lies in. */
    public Optional<Places> places(List<String> names, Places atSource) {
        return through(names, atSource, (mapping, places) -> mapping.folders().of(places));
    }

    /**
     * The same for the folder in which it lies; one with another name has no role of its own any
     * more.
     */
    public Optional<Folder> folder(List<String> names, Folder atSource) {
        return names.isEmpty()
                ? Optional.of(atSource)
                : through(names, atSource.path(), MessageMapping::folder)
                        .map(path -> path.equals(atSource.path()) ? atSource : Folder.of(path));
    }

    private <A> Optional<A> through(
            List<String> names, A atSource, BiFunction<MessageMapping, A, A> map) {
        A mapped = atSource;
        for (String name : names) {
            Optional<PropertyMapping> mapping = find(name);
            if (mapping.isEmpty()) {
                return Optional.empty();
            }
            mapped = map.apply(mapping.get().message(), mapped);
        }
        return Optional.of(mapped);
    }

    private Optional<PropertyMapping> find(String name) {
        try {
            return Optional.of(get(name));
        } catch (ConfigurationException e) {
            return Optional.empty();
        }
    }

    private PropertyMapping load(String name) {
        if (name.isBlank() || name.length() > LONGEST || name.matches(".*[,;\\p{Cntrl}].*")) {
            throw new ConfigurationException(
                    "propertyMapping",
                    "'" + name + "' cannot be the name of a mapping file",
                    "It is one of at most " + LONGEST + " characters, without commas.");
        }
        Optional<Path> file = candidates(name).filter(Files::exists).findFirst();
        if (file.isPresent()) {
            return PropertyMapping.read(name, TextFile.read(file.get()));
        }
        return shipped(name)
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        folder.resolve(name).toString(),
                                        "there is no such mapping file, and none of that name"
                                                + " comes with the program",
                                        "Write it beside the route, or name one of"
                                                + " routes/mappings/."));
    }

    private Stream<Path> candidates(String name) {
        Path above = folder.toAbsolutePath().normalize().getParent();
        return Stream.of(
                        Optional.of(folder.resolve(name)),
                        Optional.of(folder.resolve(FOLDER).resolve(name)),
                        Optional.ofNullable(above).map(up -> up.resolve(FOLDER).resolve(name)))
                .flatMap(Optional::stream);
    }

    private static Optional<PropertyMapping> shipped(String name) {
        if (!name.matches("[\\w-]+\\.yaml")) {
            return Optional.empty();
        }
        try (InputStream in = Mappings.class.getResourceAsStream(SHIPPED + name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(
                            PropertyMapping.read(
                                    name,
                                    new TextFile(
                                            Path.of("routes", FOLDER, name),
                                            new String(
                                                    in.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in the program's own jar
        }
    }
}
