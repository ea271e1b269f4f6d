package io.mailcaravan.component.route;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;

/** Where a route's relative files are. */
public final class RouteFiles {

    private RouteFiles() {}

    /** The route's own file; empty where the route does not come from one. */
    public static Optional<Path> file(Route route) {
        Resource resource = route.getSourceResource();
        // that of a Kamelet is on the class path, which may be a folder
        boolean own = resource != null && !"classpath".equals(resource.getScheme());
        URI uri = own ? resource.getURI() : null;
        if (uri == null || !"file".equals(uri.getScheme())) {
            return Optional.empty();
        }
        return Optional.of(Path.of(uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath()));
    }

    /**
     * The folder of the route's own file; the working folder where the route does not come from a
     * file.
     */
    public static Path folder(Route route) {
        return file(route).map(Path::getParent).orElse(Path.of(""));
    }
}
