package io.mailcaravan.cli;

import io.mailcaravan.address.TypedText;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.DiscoverySettings;
import io.mailcaravan.discover.MailDomain;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the server of an address; needs neither Quarkus nor Camel. */
@CommandLine.Command(
        name = "discover",
        description = {
            "Find which servers belong to an address, and print a caravan.stores block",
            "Asks DNS and the domain's web server, looks at what they name and signs in nowhere."
        },
        footer = {
            "",
            "Exit codes: 0 a server answers, 2 usage or configuration, 3 none was found that"
                    + " answers."
        })
public final class DiscoverCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ADDRESS|DOMAIN",
            description = "For example alice@old.example, or old.example")
    private String wanted;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificate authorities in PEM, in place of Java's list")
    private Path caFile;

    @Option(names = "--json", description = "Print one JSON object, for other programs")
    private boolean json;

    /** Looked for where errors are explained. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "Also show stack traces of errors")
    private boolean verbose;

    private final FoundServers.Looking looking;

    /** Called by the command line. */
    public DiscoverCommand() {
        this((domain, caFile) -> DiscoverySettings.trusting(caFile).discovery().of(domain));
    }

    DiscoverCommand(FoundServers.Looking looking) {
        this.looking = looking;
    }

    @Override
    public Integer call() throws Exception {
        MailDomain domain = MailDomain.read(wanted, TypedText.withoutPassword(wanted));
        if (caFile != null && !Files.isReadable(caFile)) {
            throw new ConfigurationException(
                    "--ca-file " + caFile, "cannot be read", "Check its path and rights.");
        }
        System.err.println("looking for the servers of " + domain.name() + " ...");
        Discovered found = looking.of(domain, Optional.ofNullable(caFile));
        Optional<String> pem =
                Optional.ofNullable(caFile).map(file -> file.toAbsolutePath().toString());
        if (json) {
            System.out.println(DiscoverJson.text(found, pem));
        } else {
            DiscoverText.of(found, pem).forEach(System.out::println);
        }
        return found.best().isPresent() ? ExitCode.OK : ExitCode.UNREACHABLE;
    }
}
