package io.mailcaravan.cli;

import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.copy.CopyEnd;
import io.mailcaravan.copy.CopyProject;
import io.mailcaravan.copy.CopyRules;
import io.mailcaravan.copy.EndReader;
import io.mailcaravan.copy.MailServers;
import io.mailcaravan.copy.SavedFiles;
import io.mailcaravan.copy.WithPasswords;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final String SOURCE_VARIABLE = "SOURCE_PASSWORD";
    private static final String DESTINATION_VARIABLE = "DESTINATION_PASSWORD";

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

    @Option(
            names = "--folder",
            paramLabel = "NAME",
            description =
                    "Copy this folder only: a name, glob or special-use name; may be repeated")
    private List<String> folders = List.of();

    @Option(
            names = "--exclude-folder",
            paramLabel = "NAME",
            description = "Leave this folder out, for example '\\Trash'; may be repeated")
    private List<String> excludeFolders = List.of();

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Copy only what was received at or after this, for example 2018-01-01")
    private String since = "";

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
                throw new UncheckedIOException("cannot make a folder for a while", e);
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
        CopyEndOptions fromOptions = new CopyEndOptions("from", fromPassword, fromSet);
        CopyEndOptions toOptions = new CopyEndOptions("to", toPassword, toSet);
        EndReader reader = new EndReader(servers);
        Stores stores = services.stores();
        CopyProject project =
                CopyProject.of(
                        fromOptions.of(reader.read("FROM", from), stores),
                        toOptions.of(reader.read("TO", to), stores),
                        new CopyRules(folders, excludeFolders, since));
        open(project, stores, fromOptions, toOptions);
        signIn(project, stores, fromOptions, toOptions);
        if (save != null) {
            save(project, fromOptions, toOptions);
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
            clear(project);
        }
    }

    /** Also looks for what is wrong with them, before anybody types a password. */
    private static void open(
            CopyProject project,
            Stores stores,
            CopyEndOptions fromOptions,
            CopyEndOptions toOptions) {
        for (StoreSettings settings : project.stores()) {
            stores.add(settings);
        }
        CopyEnd source = project.source();
        CopyEnd destination = project.destination();
        Optional<MailboxException> one =
                MailboxStore.oneMailbox(
                        fromOptions.open(source, stores),
                        Login.of(source.mailbox()),
                        toOptions.open(destination, stores),
                        Login.of(destination.mailbox()));
        if (one.isPresent()) {
            throw new ConfigurationException(
                    "TO " + destination.typed(),
                    "it is the same mailbox as FROM",
                    "Name another one; nothing was copied.");
        }
    }

    private void signIn(
            CopyProject project,
            Stores stores,
            CopyEndOptions fromOptions,
            CopyEndOptions toOptions) {
        Map<String, Map<String, Secret>> passwords = new HashMap<>();
        give(project.source(), fromOptions, passwords);
        give(project.destination(), toOptions, passwords);
        passwords.forEach(
                (store, secrets) -> stores.add(new WithPasswords(stores.get(store), secrets)));
    }

    private void give(
            CopyEnd end, CopyEndOptions given, Map<String, Map<String, Secret>> passwords) {
        if (end.takesPassword()) {
            passwords
                    .computeIfAbsent(end.store(), store -> new HashMap<>())
                    .put(end.mailbox(), given.password(end, prompt));
        }
    }

    private void save(CopyProject project, CopyEndOptions fromOptions, CopyEndOptions toOptions) {
        Map<String, String> references = new LinkedHashMap<>();
        List<String> typed = new ArrayList<>();
        if (project.source().takesPassword()) {
            references.put("source_password", fromOptions.reference(SOURCE_VARIABLE));
            if (fromPassword == null) {
                typed.add(SOURCE_VARIABLE);
            }
        }
        if (project.destination().takesPassword()) {
            references.put("destination_password", toOptions.reference(DESTINATION_VARIABLE));
            if (toPassword == null) {
                typed.add(DESTINATION_VARIABLE);
            }
        }
        Path state = stateFolder().toAbsolutePath().normalize();
        SavedFiles.write(save, project.files(state, references), "--save");
        if (options.json()) {
            System.out.println(
                    Json.object(
                            "event",
                            "saved",
                            "folder",
                            save.toString(),
                            "route",
                            project.id(),
                            "variables",
                            typed));
            return;
        }
        System.out.println(
                "Saved in "
                        + save
                        + ": application.properties and routes. In there 'caravan migrate "
                        + project.id()
                        + "' goes on with this copy"
                        + (typed.isEmpty()
                                ? "."
                                : ", with the password in the variable "
                                        + String.join(", the other in ", typed)
                                        + "."));
    }

    private void clear(CopyProject project) throws IOException {
        for (Path file : project.routes(Map.of()).keySet()) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder.resolve(project.id()));
        Files.deleteIfExists(folder);
    }
}
