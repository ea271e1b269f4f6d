package io.mailcaravan.component.mailbox;

import io.mailcaravan.component.run.RouteVerification;
import io.mailcaravan.convert.tnef.ConversionMemory;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.convert.tnef.TnefToMimeProcessor;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.store.Stores;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.verify.Difference;
import io.mailcaravan.verify.VerifyResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A route between two memory stores, with a real ledger, as the program would run it. */
public final class RouteFixture implements AutoCloseable {

    public static final String MAILBOX = "alice@acme.example";

    /**
     * The smallest complete route, with the shipped error handling; options are put in by tests.
     */
    private static final String ROUTE =
            """
            - route:
                id: %s
                routeConfigurationId: mailbox-errors
                from:
                  uri: mailbox:%s
                  parameters:
                    mailboxes: mailboxes.csv
                    idempotentRepository: "#ledger"
                    %s
                  steps:
                    %s
                    - idempotentConsumer:
                        idempotentRepository: ledger
                        expression:
                          simple: { expression: "${header.CamelMailboxItemKey}" }
                        steps:
                          %s
            """;

    public final MemoryStore source = new MemoryStore("old");
    public final MemoryStore destination = new MemoryStore("new");
    final Path folder;
    private DefaultCamelContext context = new DefaultCamelContext();
    private Ledger ledger;
    private String id = "acme";
    private String from = "old";
    private String to = "new";
    private String consumer = "maxConcurrentMailboxes: 4";
    private String step = "";
    private String producer = "createFolders: true";
    private String block = "- TO";
    private UnaryOperator<MailboxStore> sourceAs = store -> store;
    private UnaryOperator<MailboxStore> destinationAs = store -> store;
    private boolean patient = true;
    private Optional<String> errors = Optional.empty();
    private Optional<String> routes = Optional.empty();
    private Consumer<MailboxConfiguration> ofAll = configuration -> {};
    private final List<MemoryStore> further = new ArrayList<>();
    private Function<Path, LedgerDatabase> database = LedgerDatabase::sqlite;

    public RouteFixture(Path folder) throws IOException {
        this.folder = folder;
        mailboxes("source,destination\n" + MAILBOX + "," + MAILBOX + "\n");
    }

    public RouteFixture mailboxes(String csv) throws IOException {
        Files.writeString(folder.resolve("mailboxes.csv"), csv);
        return this;
    }

    /** Another id of the route, and other names of its stores. */
    public RouteFixture names(String routeId, String sourceStore, String destinationStore) {
        id = routeId;
        from = sourceStore;
        to = destinationStore;
        return this;
    }

    /** YAML lines of consumer options, separated by line ends. */
    public RouteFixture consumer(String options) {
        consumer = options.replace("\n", "\n        ");
        return this;
    }

    public RouteFixture step(String yaml) {
        step = yaml;
        return this;
    }

    /** Producer options as an inline YAML map's inside. */
    public RouteFixture producer(String options) {
        producer = options;
        return this;
    }

    /** Puts something around the stores, anew at each start. */
    public RouteFixture around(
            UnaryOperator<MailboxStore> theSource, UnaryOperator<MailboxStore> theDestination) {
        sourceAs = theSource;
        destinationAs = theDestination;
        return this;
    }

    /** The step inside the idempotent block, with TO for the append. */
    public RouteFixture inBlock(String yaml) {
        block = yaml;
        return this;
    }

    /** Waits milliseconds where the shipped error handling waits seconds. */
    public RouteFixture impatient() {
        patient = false;
        return this;
    }

    /** Takes this, which must have the same id, for the shipped error handling. */
    RouteFixture errors(String yaml) {
        errors = Optional.of(yaml);
        return this;
    }

    /** What all endpoints have, where they do not say otherwise. */
    RouteFixture ofAll(Consumer<MailboxConfiguration> options) {
        ofAll = options;
        return this;
    }

    /** Further stores, for routes of the test's own. */
    public RouteFixture further(MemoryStore... stores) {
        further.addAll(List.of(stores));
        return this;
    }

    /** Takes this for the route file; its route acme reads {@code mailbox:old}. */
    public RouteFixture routes(String yaml) {
        routes = Optional.of(yaml);
        return this;
    }

    /** Keeps the ledger in another kind of database, by its file. */
    RouteFixture database(Function<Path, LedgerDatabase> other) {
        database = other;
        return this;
    }

    /** Ends the program and starts it again on the same state. */
    public RouteFixture restart() throws Exception {
        close();
        context = new DefaultCamelContext();
        return start();
    }

    public RouteFixture start() throws Exception {
        Path state = folder.resolve("state");
        ledger = Ledger.open(state, database.apply(state.resolve("ledger.db")));
        MailboxComponent component = new MailboxComponent();
        component.setStores(new Stores(List.of(), List.of(), spool(), () -> ledger.budget()));
        component.getStores().add(sourceAs.apply(source));
        component.getStores().add(destinationAs.apply(destination));
        further.forEach(component.getStores()::add);
        component.setLedger(ledger);
        component.setSpool(spool());
        component.setScheduled(false);
        ofAll.accept(component.getConfiguration());
        context.addComponent("mailbox", component);
        context.getRegistry().bind("ledger", ledger);
        context.getRegistry()
                .bind(
                        "tnefToMime",
                        new TnefToMimeProcessor(
                                TnefOptions.DEFAULT, spool(), ConversionMemory.ofThisProcess()));
        context.getRegistry()
                .bind(PropertyMappingProcessor.NAME, new PropertyMappingProcessor(spool()));
        Properties properties = new Properties();
        properties.setProperty("caravan.state", folder.resolve("state").toString());
        context.getPropertiesComponent().setOverrideProperties(properties);
        context.start();
        if (errors.isPresent()) {
            Path own = folder.resolve("own-errors.camel.yaml");
            Files.writeString(own, errors.get());
            load("file:" + own);
        } else {
            loadShared("routes/shared/errors.camel.yaml");
        }
        loadShared("routes/shared/dead-letter.camel.yaml");
        String append = "{ to: { uri: \"mailbox:" + to + "\", parameters: { " + producer + " } } }";
        Path file = folder.resolve("acme.camel.yaml");
        Files.writeString(
                file,
                routes.orElseGet(
                        () ->
                                ROUTE.formatted(
                                                id,
                                                from,
                                                consumer,
                                                step,
                                                block.replace("TO", append))
                                        .replaceAll("(?m)^\\s+$\n", "")));
        load("file:" + file);
        return this;
    }

    private void loadShared(String name) throws Exception {
        if (patient) {
            load("classpath:" + name);
            return;
        }
        Path file = folder.resolve(name.replace('/', '-'));
        try (InputStream in = RouteFixture.class.getResourceAsStream("/" + name)) {
            Files.writeString(
                    file,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replaceAll("(redeliveryDelay): \\d+", "$1: 1")
                            .replaceAll("(maximumRedeliveryDelay): \\d+", "$1: 20"));
        }
        load("file:" + file);
    }

    private void load(String resource) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(context, resource));
    }

    private Spool spool() {
        return new Spool(folder.resolve("spool"), 1 << 20);
    }

    public Ledger ledger() {
        return ledger;
    }

    MailboxConsumer consumer() {
        return (MailboxConsumer) context.getRoute(id).getConsumer();
    }

    public List<MailboxResult> pass() throws Exception {
        return consumer().newPass().run();
    }

    /** Sends the failed items of the one mailbox again. */
    MailboxResult retryOfAlice() throws Exception {
        return ((MailboxConsumer) context.getRoute("acme").getConsumer()).newRetry().run().get(0);
    }

    /** What is different at both ends of the one mailbox, a line each, and the counts. */
    public VerifyResult verify(boolean content, List<String> differences) throws Exception {
        return ((MailboxConsumer) context.getRoute("acme").getConsumer())
                .newVerification(content, Long.MAX_VALUE)
                .run(
                        new RouteVerification.Listener() {
                            @Override
                            public void difference(String mailbox, Difference difference) {
                                differences.add(text(difference));
                            }

                            @Override
                            public void finished(VerifyResult result) {}
                        })
                .get(0);
    }

    private static String text(Difference difference) {
        return difference.kind()
                + " "
                + difference.folder()
                + difference.uid().map(uid -> " " + uid).orElse("")
                + difference.messageId().map(id -> " " + id).orElse("")
                + (difference.expected() + " | " + difference.found())
                        .replaceFirst("^ \\| $", "")
                        .replaceFirst("^", " ")
                        .stripTrailing();
    }

    public CamelContext context() {
        return context;
    }

    public Path stateFolder() {
        return folder.resolve("state");
    }

    /** Of the state folder as it is, also while something runs: as a killed program leaves it. */
    Path copyOfState() throws IOException {
        Path copy = Files.createTempDirectory(folder, "state ").resolve("copy");
        try (Stream<Path> files = Files.walk(stateFolder())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(stateFolder().relativize(file).toString()));
            }
        }
        return copy;
    }

    /** Ends the program; {@link #restart} finds this copy instead of the state folder. */
    void goBackTo(Path copy) throws Exception {
        close();
        deleteState();
        Files.move(copy, stateFolder());
    }

    public void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(stateFolder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path deadLetters() {
        return folder.resolve("state/dead-letters");
    }

    /** One pass of the one mailbox. */
    public MailboxResult passOfAlice() throws Exception {
        return pass().get(0);
    }

    public void put(String folderPath, Item... items) throws MailboxException {
        put(source, MAILBOX, folderPath, items);
    }

    /** How many messages each folder of a mailbox has. */
    public static Map<String, Long> counts(MemoryStore store, Login login) throws MailboxException {
        Map<String, Long> counts = new TreeMap<>();
        try (MailboxSession session = store.signIn(login, Access.READ)) {
            for (Folder in : session.folders()) {
                counts.put(in.path().toString(), session.status(in.path()).messages());
            }
        }
        return counts;
    }

    public static void put(MemoryStore store, String mailbox, String folderPath, Item... items)
            throws MailboxException {
        FolderPath path = FolderPath.parse(folderPath);
        try (MailboxSession session = store.signIn(Login.of(mailbox), Access.WRITE)) {
            session.create(path, Optional.empty());
            session.append(path, List.of(items));
        }
    }

    /** What can be compared of a message: date, flags and content. */
    public static List<String> messages(MemoryStore store, String mailbox, String folderPath)
            throws MailboxException {
        FolderPath path = FolderPath.parse(folderPath);
        List<String> found = new ArrayList<>();
        try (MailboxSession session = store.signIn(Login.of(mailbox), Access.READ)) {
            List<ItemHead> heads = new ArrayList<>();
            session.list(path, UidRange.ALL, heads::add);
            session.read(path, List.of(heads).iterator(), item -> found.add(text(item)));
        }
        return found;
    }

    private static String text(Item item) {
        try (InputStream in = item.content().open()) {
            return item.head().internalDate()
                    + " "
                    + item.head().flags()
                    + "\n"
                    + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> atSource(String folderPath) throws MailboxException {
        return messages(source, MAILBOX, folderPath);
    }

    public List<String> atDestination(String folderPath) throws MailboxException {
        return messages(destination, MAILBOX, folderPath);
    }

    /** State and reason of every item, by folder and UID. */
    public Map<String, String> ledgerStates() throws MailboxException {
        Map<String, String> states = new TreeMap<>();
        LedgerReport.of(ledger)
                .items(
                        "acme",
                        Set.of(ItemState.values()),
                        item ->
                                states.put(
                                        item.key().folder() + " " + item.key().uid(),
                                        item.entry().state() + " " + item.entry().reason()));
        return states;
    }

    @Override
    public void close() throws Exception {
        context.stop();
        if (ledger != null) {
            ledger.close();
        }
    }

    /** The source folder in the ledger, on the leg to the destination, as a pass would open it. */
    LedgerFolder ledgerFolder(FolderPath path, UidValidity validity) throws LedgerException {
        Leg leg = new Leg("new", MAILBOX);
        return ledger().open("acme", "old", MAILBOX, MAILBOX, List.of(leg), false)
                .leg(leg)
                .folder(path, validity);
    }
}
