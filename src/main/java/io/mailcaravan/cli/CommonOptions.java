package io.mailcaravan.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "${env:CARAVAN_ROUTES:-routes}",
            description = "Where the route files are (default: ./routes)")
    private Path routes;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:CARAVAN_CONFIG:-application.properties}",
            description = "Stores and settings (default: ./application.properties)")
    private Path config;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "${env:CARAVAN_STATE:-state}",
            description = "Where ledger and dead letters are kept (default: ./state)")
    private Path state;

    @Option(
            names = "--verbose",
            description = "Also log what the program does, and stack traces of errors")
    private boolean verbose;

    @Option(names = "--json", description = "Print JSON, one object a line, for other programs")
    private boolean json;

    public Path routes() {
        return routes;
    }

    public Path config() {
        return config;
    }

    public Path state() {
        return state;
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean json() {
        return json;
    }
}
