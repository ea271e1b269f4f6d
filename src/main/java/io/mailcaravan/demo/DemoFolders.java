package io.mailcaravan.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The demonstration's own folder: its ledger, its route, and between two runs what the destination
 * holds.
 *
 * @param folder all of it may be deleted
 */
public record DemoFolders(Path folder) {

    private static final String ROUTE = "demo.camel.yaml";

    /** Route file and list of mailboxes. */
    public Path routes() {
        return folder.resolve("routes");
    }

    /** The destination's mailboxes between two runs, as Maildirs. */
    public Path destination() {
        return folder.resolve("destination");
    }

    /** Whether an earlier run has come to its end here. */
    public boolean isComplete() {
        return Files.exists(folder.resolve("ledger.db")) && Files.isDirectory(destination());
    }

    /** Removes what earlier runs left. */
    public void clear() throws IOException {
        delete(folder);
    }

    /** Removes the destination as it was. */
    public void clearDestination() throws IOException {
        delete(destination());
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    /** Writes route and mailbox list, to be looked at. */
    public void write(List<DemoMailbox> mailboxes) throws IOException {
        Files.createDirectories(routes());
        try (InputStream route = DemoFolders.class.getResourceAsStream("/demo/" + ROUTE)) {
            Files.write(
                    routes().resolve(ROUTE), Objects.requireNonNull(route, ROUTE).readAllBytes());
        }
        StringBuilder list = new StringBuilder();
        list.append("source,destination,source_password,destination_password\n");
        for (DemoMailbox mailbox : mailboxes) {
            list.append(mailbox.source()).append(',').append(mailbox.destination());
            list.append(',').append(mailbox.password()).append(',').append(mailbox.password());
            list.append('\n');
        }
        Files.writeString(routes().resolve("mailboxes.csv"), list, StandardCharsets.UTF_8);
    }
}
