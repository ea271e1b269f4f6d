package io.mailcaravan.cli;

import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.DiscoverySettings;
import io.mailcaravan.discover.MailDomain;
import io.mailcaravan.discover.StoreBlock;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        MailDomain domain = MailDomain.read(wanted, wanted);
        if (caFile != null && !Files.isReadable(caFile)) {
            throw new ConfigurationException(
                    "--ca-file " + caFile, "cannot be read", "Check its path and rights.");
        }
        System.err.println("looking for the servers of " + domain.name() + " ...");
        Discovered found = looking.of(domain, Optional.ofNullable(caFile));
        if (json) {
            System.out.println(json(found));
        } else {
            print(found);
        }
        return found.best().isPresent() ? ExitCode.OK : ExitCode.UNREACHABLE;
    }

    private void print(Discovered found) {
        System.out.println("What is said of " + found.domain().name() + ":");
        found.clues().forEach(clue -> System.out.println("  " + clue));
        System.out.println();
        System.out.println("What was tried:");
        found.servers().forEach(DiscoverCommand::print);
        System.out.println();
        Optional<TriedServer> best = found.best();
        if (best.isEmpty()) {
            System.out.println(
                    "No server answers. Ask whoever runs it for its name, and set"
                            + " caravan.stores.NAME.type=imap and .host.");
            return;
        }
        block(found, best.get()).forEach(System.out::println);
    }

    private static void print(TriedServer tried) {
        Candidate candidate = tried.candidate();
        System.out.println(
                "  "
                        + candidate.server()
                        + " ("
                        + candidate.server().tls()
                        + "), "
                        + candidate.because()
                        + ": "
                        + tried.facts()
                                .map(facts -> facts.make().orElse("answers; its make is not known"))
                                .orElse(tried.failure()));
        tried.facts().ifPresent(facts -> print(tried, facts));
    }

    private static void print(TriedServer tried, ServerFacts facts) {
        System.out.println("    greeting: " + facts.greeting());
        System.out.println(
                "    sign-in: "
                        + String.join(", ", facts.mechanisms())
                        + (facts.acceptsLogin()
                                ? (facts.mechanisms().isEmpty() ? "" : ", ") + "the command LOGIN"
                                : "")
                        + tried.auth()
                                .map(auth -> "; auth=" + auth)
                                .orElse("; nothing that this program has"));
        System.out.println("    capabilities: " + String.join(" ", facts.capabilities()));
    }

    /** As it may stand in an application.properties. */
    private List<String> block(Discovered found, TriedServer best) {
        String store = found.domain().storeName();
        List<String> lines = new ArrayList<>();
        lines.add(
                "# "
                        + best.candidate().because()
                        + best.facts().flatMap(ServerFacts::make).map(of -> "; " + of).orElse(""));
        if (!best.candidate().vouched()) {
            lines.add("# a host of another domain, named by DNS alone: make sure that it is yours");
        }
        lines.add(
                "# "
                        + best.candidate()
                                .user()
                                .of(found.domain())
                                .map(user -> "sign-in name: " + user)
                                .orElse(best.candidate().user().words()));
        settings(best)
                .forEach(
                        (key, value) ->
                                lines.add("caravan.stores." + store + "." + key + "=" + value));
        return lines;
    }

    private Map<String, String> settings(TriedServer best) {
        return StoreBlock.settings(
                best, Optional.ofNullable(caFile).map(file -> file.toAbsolutePath().toString()));
    }

    private String json(Discovered found) {
        Map<String, String> block = new LinkedHashMap<>();
        String store = found.domain().storeName();
        found.best()
                .ifPresent(
                        best ->
                                settings(best)
                                        .forEach(
                                                (key, value) ->
                                                        block.put(
                                                                "caravan.stores."
                                                                        + store
                                                                        + "."
                                                                        + key,
                                                                value)));
        return Json.object(
                "event", "discovered",
                "domain", found.domain().name(),
                "clues", found.clues(),
                "servers", found.servers().stream().map(one -> server(found, one)).toList(),
                "settings", block);
    }

    private static Map<String, Object> server(Discovered found, TriedServer tried) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("host", tried.candidate().server().host());
        server.put("port", tried.candidate().server().port());
        server.put("tls", tried.candidate().server().tls());
        server.put("because", tried.candidate().because());
        server.put("vouched", tried.candidate().vouched());
        server.put("user", tried.candidate().user().of(found.domain()).orElse(null));
        server.put("answers", tried.answers());
        server.put("failure", tried.failure());
        tried.facts()
                .ifPresent(
                        facts -> {
                            server.put("make", facts.make().orElse(null));
                            server.put("greeting", facts.greeting());
                            server.put("auth", tried.auth().orElse(null));
                            server.put("mechanisms", facts.mechanisms());
                            server.put("capabilities", facts.capabilities());
                            server.put("id", facts.id());
                        });
        return server;
    }
}
