package io.mailcaravan.component.item;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Places;
import java.util.Collection;
import java.util.stream.Collectors;

/** The header {@link MailboxConstants#PLACES}: a list of paths, or one path as a text. */
public final class PlacesHeader {

    private PlacesHeader() {}

    /**
     * @throws IllegalArgumentException where something in it is no path
     */
    public static Places parse(Object header) {
        if (header instanceof Collection<?> paths) {
            return new Places(
                    paths.stream()
                            .map(String::valueOf)
                            .map(FolderPath::parse)
                            .collect(Collectors.toSet()));
        }
        String path = String.valueOf(header);
        return path.isBlank() ? Places.NONE : Places.of(FolderPath.parse(path));
    }
}
