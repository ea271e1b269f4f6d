package io.mailcaravan.cli;

import io.mailcaravan.config.ConfigurationFile;
import io.mailcaravan.config.ProgramSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {

    private static final String CONFIG = "CARAVAN_CONFIG";
    private static final String STATE = "CARAVAN_STATE";
    private static final String FILE = "application.properties";
    private static final String STATE_FOLDER = "state";

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "${env:CARAVAN_ROUTES:-routes}",
            description = "Where the route files are (default: ./routes)")
    private Path routes;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Stores and settings (default: ./application.properties)")
    private Path config;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = {
                "Where ledger and dead letters are kept (default: what caravan.state says in the",
                "file of --config, else the folder state beside that file)"
            })
    private Path state;

    @Option(
            names = "--verbose",
            description = "Also log what the program does, and stack traces of errors")
    private boolean verbose;

    @Option(names = "--json", description = "Print JSON, one object a line, for other programs")
    private boolean json;

    /** Looked for once: what is found is set as a property for Quarkus. */
    private Path found;

    public Path routes() {
        return routes;
    }

    public Path config() {
        return config != null ? config : environment(CONFIG).orElse(Path.of(FILE));
    }

    /**
     * Looks at the file before it is read.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException when it is named and not there, or
     *     holds what would be read otherwise than it is meant
     */
    public void checkConfig() {
        ConfigurationFile.check(config(), configNamedBy());
    }

    /** Empty where it is the default. */
    private Optional<String> configNamedBy() {
        return config != null ? Optional.of("--config") : environment(CONFIG).map(path -> CONFIG);
    }

    /**
     * Where the ledger is: beside what names the stores, since it speaks of them, so that it is
     * found from every folder that the command may run in.
     */
    public Path state() {
        if (found == null) {
            found = find();
        }
        return found;
    }

    private Path find() {
        Path file = config();
        return namedState()
                .or(
                        () ->
                                ConfigurationFile.value(file, ProgramSettings.STATE)
                                        .flatMap(text -> expanded(file, text))
                                        .map(file::resolveSibling))
                .orElse(file.resolveSibling(STATE_FOLDER));
    }

    /** What has no $ refers to nothing, and all that can be referred to takes its time. */
    private static Optional<String> expanded(Path file, String text) {
        return text.contains("$")
                ? StandaloneConfig.read(file).find(ProgramSettings.STATE)
                : Optional.of(text);
    }

    /** The same for a command that the configuration does not concern. */
    Path stateHere() {
        return namedState().orElse(Path.of(STATE_FOLDER));
    }

    private Optional<Path> namedState() {
        return Optional.ofNullable(state).or(() -> environment(STATE));
    }

    private static Optional<Path> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean json() {
        return json;
    }
}
