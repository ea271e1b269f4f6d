package io.mailcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder {@code cookbook} below that of the routes: recipes to be copied from, with names of
 * stores that nobody has, and therefore not loaded. A customer's routes may come to lie there, too.
 */
final class Cookbook {

    /** What comes with the program. */
    static final Set<String> RECIPES =
            Set.of(
                    "anonymise",
                    "archive-copy",
                    "attachments-to-files",
                    "filter-by-subject",
                    "large-mail",
                    "lists-to-folder",
                    "map-names",
                    "slow-by-day",
                    "webhook");

    private static final String END = ".camel.yaml";

    private final Path folder;

    /**
     * @param routes the folder of routes
     */
    Cookbook(Path routes) {
        this.folder = routes.resolve("cookbook");
    }

    boolean has(Path file) {
        return file.startsWith(folder);
    }

    /** Files in it that are no recipes, each with what to do. */
    List<String> warnings() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(RouteFile::isRoute)
                    .filter(file -> !isRecipe(file))
                    .sorted()
                    .map(
                            file ->
                                    file
                                            + " is not loaded: "
                                            + folder
                                            + " is for recipes that are copied from. Move it to a"
                                            + " folder with another name.")
                    .toList();
        }
    }

    private boolean isRecipe(Path file) {
        String name = file.getFileName().toString();
        return folder.equals(file.getParent())
                && name.endsWith(END)
                && RECIPES.contains(name.substring(0, name.length() - END.length()));
    }

    /** For somebody who asks for a recipe as a route. */
    Optional<String> advice(String route) {
        Path recipe = folder.resolve(route + END);
        return RECIPES.contains(route) && Files.exists(recipe)
                ? Optional.of(
                        recipe
                                + " is a recipe, which is not loaded from there. Copy it into a"
                                + " folder of its own and set its stores.")
                : Optional.empty();
    }
}
