package io.mailcaravan.cli;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.copy.CopyEnd;
import io.mailcaravan.copy.CopyProject;
import io.mailcaravan.copy.CopyRules;
import io.mailcaravan.copy.EndReader;
import io.mailcaravan.copy.MailServers;
import io.mailcaravan.copy.SavedFiles;
import io.mailcaravan.copy.WithLogin;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.store.Stores;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves one mailbox without a route file: makes one, runs it as {@code migrate} does. */
@CommandLine.Command(
        name = "copy",
        description = {
            "Copy one mailbox, without a route file",
            "FROM and TO are addresses or imaps://USER@HOST, imap://USER@HOST (STARTTLS),"
                    + " maildir:PATH, mbox:PATH, eml:PATH. Run it again to copy what is new."
        })
public final class CopyCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(CopyCommand.class);

    /** A mailbox, and what is given for it. */
    private record Given(CopyEnd end, CopyEndOptions options) {

        MailboxStore open(Stores stores) {
            return options.open(end, stores);
        }
    }

    @Parameters(index = "0", paramLabel = "FROM", description = "The mailbox to be copied")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "The mailbox that it is copied to")
    private String to;

    @Option(
            names = "--from-password",
            paramLabel = "REF",
            description = "Where FROM's password is: env:NAME or file:PATH (default: asked for)")
    private String fromPassword;

    @Option(
            names = "--to-password",
            paramLabel = "REF",
            description = "Where TO's password is: env:NAME or file:PATH (default: asked for)")
    private String toPassword;

    @Option(
            names = "--from-set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of FROM's store, for example ca-file=acme.pem; may be repeated")
    private List<String> fromSet = List.of();

    @Option(
            names = "--to-set",
            paramLabel = "KEY=VALUE",
            description = "A setting of TO's store; may be repeated")
    private List<String> toSet = List.of();

    @Mixin private CopyRuleOptions rules;

    @Option(
            names = "--dry-run",
            description = "Only show what would be copied where; writes nothing at either end")
    private boolean dryRun;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = {
                "Also write route, list and stores there, as the start of a project of your own",
                "(without passwords; files that are there stay)"
            })
    private Path save;

    @Mixin private CommonOptions options;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private final MailServers servers;
    private final PasswordPrompt prompt;
    private Path folder;

    /** Called by the command line. */
    public CopyCommand() {
        this(new FoundServers(), PasswordPrompt::onTerminal);
    }

    CopyCommand(MailServers servers, PasswordPrompt prompt) {
        this.servers = servers;
        this.prompt = prompt;
    }

    @Override
    public CommonOptions options() {
        return options;
    }

    @Override
    public Path stateFolder() {
        return options.stateHere();
    }

    /** Holds route and list while they are used. */
    @Override
    public Path routesFolder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("caravan-copy-");
                folder.toFile().deleteOnExit();
            } catch (IOException e) {
                String parent = System.getProperty("java.io.tmpdir");
                throw new ConfigurationException(
                        "temporary folder in " + parent,
                        "cannot be made: " + FileErrors.words(e),
                        "Look at its rights and for room in it, or name another in the variable"
                                + " JAVA_TOOL_OPTIONS: -Djava.io.tmpdir=DIR.");
            }
        }
        return folder;
    }

    @Override
    public boolean readsConfiguration() {
        return false;
    }

    @Override
    public boolean needsLedger() {
        return !dryRun;
    }

    @Override
    public int run(Services services) throws Exception {
        if (dryRun && save != null) {
            throw new ConfigurationException(
                    "--save " + save, "--dry-run writes nothing", "Leave out one of both.");
        }
        refuseUnused();
        CopyRules copied = rules.read();
        CopyEndOptions fromOptions = new CopyEndOptions("from", "source", fromPassword, fromSet);
        CopyEndOptions toOptions = new CopyEndOptions("to", "destination", toPassword, toSet);
        EndReader reader = new EndReader(servers);
        Stores stores = services.stores();
        CopyProject project =
                CopyProject.of(
                        fromOptions.of(reader.read("FROM", from, fromOptions.caFile()), stores),
                        toOptions.of(reader.read("TO", to, toOptions.caFile()), stores),
                        copied);
        project.remark().ifPresent(System.err::println);
        Given source = new Given(project.source(), fromOptions);
        Given destination = new Given(project.destination(), toOptions);
        open(project, stores, source, destination);
        giveLogins(List.of(source, destination), stores);
        if (save != null) {
            List<CopyEndOptions> withPassword =
                    Stream.of(source, destination)
                            .filter(one -> one.end().takesPassword())
                            .map(Given::options)
                            .toList();
            SavedCopy.write(save, project, stateFolder(), withPassword, options.json());
        }
        try {
            SavedFiles.write(routesFolder(), project.routes(Map.of()), "temporary folder");
            List<MailboxRoute> routes = services.routes(false).named(List.of(project.id()));
            routes.forEach(MailboxRoute::tellOddities);
            if (dryRun) {
                return new AssessRun(services, true, options.json()).of(routes);
            }
            int exit =
                    PassRun.runAll(
                            services, routes, route -> route.consumer().newPass(), options.json());
            if (exit == ExitCode.ITEMS_FAILED && save == null && !options.json()) {
                System.err.println(
                        project.id()
                                + ": 'caravan retry' and 'caravan verify' need the route in a file:"
                                + " run this again with --save DIR, then them in that folder.");
            }
            return exit;
        } finally {
            clear();
        }
    }

    /** They are options of every command, and somebody may rely on what they name. */
    private void refuseUnused() {
        for (String option : List.of("--config", "--routes")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ConfigurationException(
                        option,
                        "copy reads neither settings nor routes",
                        "Give settings of its stores with --from-set and --to-set, or write a route"
                                + " for migrate.");
            }
        }
    }

    /** Also looks for what is wrong with them, before anybody types a password. */
    private static void open(CopyProject project, Stores stores, Given source, Given destination) {
        for (StoreSettings settings : project.stores()) {
            stores.add(settings);
        }
        Optional<MailboxException> one =
                MailboxStore.oneMailbox(
                        source.open(stores),
                        Login.of(source.end().user()),
                        destination.open(stores),
                        Login.of(destination.end().user()));
        if (one.isPresent()) {
            throw CopyProject.refusedCircle(destination.end());
        }
    }

    private void giveLogins(List<Given> ends, Stores stores) {
        for (Given one : ends) {
            stores.add(
                    new WithLogin(
                            stores.get(one.end().store()),
                            one.options().login(one.end(), prompt),
                            one.options().words(one.end())));
        }
    }

    /** What cannot be deleted is no reason to hide what has come of the copy. */
    private void clear() {
        try (Stream<Path> files = Files.walk(routesFolder())) {
            files.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("cannot clear {}", folder, e);
        }
    }
}
