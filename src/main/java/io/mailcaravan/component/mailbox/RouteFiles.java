package io.mailcaravan.component.mailbox;

import java.net.URI;
import java.nio.file.Path;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;

/** Where a route's relative files are. */
public final class RouteFiles {

    private RouteFiles() {}

    /**
     * The folder of the route's own file; the working folder where the route does not come from a
     * file.
     */
    public static Path folder(Route route) {
        Resource resource = route.getSourceResource();
        URI uri = resource == null ? null : resource.getURI();
        if (uri == null || !"file".equals(uri.getScheme())) {
            return Path.of("");
        }
        String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
        Path parent = Path.of(path).getParent();
        return parent == null ? Path.of("") : parent;
    }
}
