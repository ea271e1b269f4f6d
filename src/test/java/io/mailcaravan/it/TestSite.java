package io.mailcaravan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A customer's files: application.properties, one route of the shipped ones, mailboxes.csv. */
final class TestSite {
    private static final Path SHIPPED = Path.of(System.getProperty("caravan.home", "."), "routes");

    private final Path folder;
    private final List<String> properties = new ArrayList<>();

    TestSite(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(routeFolder());
        Files.createFile(config());
    }

    Path config() {
        return folder.resolve("application.properties");
    }

    Path routeFolder() {
        return folder.resolve("routes").resolve("acme");
    }

    Path routeFile() {
        return routeFolder().resolve("acme.camel.yaml");
    }

    Path list() {
        return routeFolder().resolve("mailboxes.csv");
    }

    Path state() {
        return folder.resolve("state");
    }

    /** Adds a store; settings are written {@code key=value}. */
    TestSite store(String name, String... settings) throws IOException {
        for (String setting : settings) {
            properties.add("caravan.stores." + name + "." + setting);
        }
        Files.write(config(), properties);
        return this;
    }

    /** Adds lines {@code key=value} that are of no store; a later one wins. */
    TestSite set(String... lines) throws IOException {
        properties.addAll(List.of(lines));
        Files.write(config(), properties);
        return this;
    }

    /** Takes out all lines that begin so. */
    TestSite unset(String prefix) throws IOException {
        properties.removeIf(line -> line.startsWith(prefix));
        Files.write(config(), properties);
        return this;
    }

    /** A server on this machine, reached in clear text as administrator. */
    TestSite imap(String name, int port, String... more) throws IOException {
        store(
                name,
                "type=imap",
                "host=localhost",
                "port=" + port,
                "tls=none",
                "allow-insecure=true",
                "auth=master-user",
                "admin-username=admin",
                "admin-password=adminpass");
        return store(name, more);
    }

    TestSite maildir(String name, Path path) throws IOException {
        return store(name, "type=maildir", "path=" + path);
    }

    /** Copies a shipped route under the id acme; {@code edits} in pairs of old and new text. */
    TestSite route(String shipped, String... edits) throws IOException {
        String text =
                Files.readString(SHIPPED.resolve(shipped + ".camel.yaml"))
                        .replace("id: " + shipped, "id: acme");
        for (int i = 0; i < edits.length; i += 2) {
            if (!text.contains(edits[i])) {
                throw new IllegalArgumentException(shipped + " has no " + edits[i]);
            }
            text = text.replace(edits[i], edits[i + 1]);
        }
        Files.writeString(routeFile(), text);
        return this;
    }

    /** Lists mailboxes that have the same name at both ends. */
    TestSite mailboxes(String... names) throws IOException {
        List<String> lines = new ArrayList<>(List.of("source,destination"));
        for (String name : names) {
            lines.add(name + "," + name);
        }
        Files.write(list(), lines);
        return this;
    }

    /** {@code caravan migrate acme}, with these files. */
    CaravanProcess migrate() throws IOException {
        return run("migrate", "acme");
    }

    CaravanProcess run(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(
                List.of(
                        "--routes", folder.resolve("routes").toString(),
                        "--config", config().toString(),
                        "--state", state().toString()));
        return CaravanProcess.start(folder, arguments);
    }
}
