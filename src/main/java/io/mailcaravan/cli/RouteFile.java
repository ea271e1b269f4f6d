package io.mailcaravan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * Which files below the routes folder are route files: those called {@code *.camel.yaml}, and other
 * YAML files that have something in them that only routes have. Nobody's route is left out for the
 * end of its name, and no customer's other YAML file is an error.
 */
final class RouteFile {

    private static final String USUAL = ".camel.yaml";

    private static final Pattern ROUTES =
            Pattern.compile(
                    "(?m)^-"
                            + " +(route|from|routeConfiguration|routeTemplate|templatedRoute|rest|beans)"
                            + " *:");

    private RouteFile() {}

    static boolean isRoute(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(file) || !(name.endsWith(".yaml") || name.endsWith(".yml"))) {
            return false;
        }
        return name.endsWith(USUAL) || name.endsWith(".camel.yml") || hasRoutes(file);
    }

    private static boolean hasRoutes(Path file) {
        try {
            // what is no UTF-8 is no route file, and nothing of it is shown
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return ROUTES.matcher(text).find();
        } catch (IOException e) {
            return true; // loading it tells why it cannot be read
        }
    }

    /** Whether it stands for one of those that the program brings, or beside them. */
    static boolean isShared(Path file) {
        return file.getParent().endsWith("shared");
    }

    /** The name that it would have by the documentation. */
    static String usualName(Path file) {
        return file.getFileName().toString().replaceFirst("(?i)(\\.camel)?\\.ya?ml$", USUAL);
    }

    /** What it says, under a name by which Camel knows what is in it. */
    static Resource named(String location, String text) {
        return ResourceHelper.fromBytes(
                location.replaceFirst("(?i)(\\.camel)?\\.ya?ml$", USUAL),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
