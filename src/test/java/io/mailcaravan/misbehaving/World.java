package io.mailcaravan.misbehaving;

import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Two servers with their mailboxes and faults, all drawn from one seed. */
final class World implements AutoCloseable {
    /**
     * From this seed on: one fault alone, in the order of both catalogues, over and over again; to
     * find out what a fault comes from.
     */
    private static final int ONE_FAULT_ALONE = 100_000;

    /** From this seed on: one connection is lost, once. */
    static final int LOST_CONNECTION = 200_000;

    private static final int FIRST_AT_SOURCE = 1_000;
    private static final int FIRST_AT_DESTINATION = 5_000;
    private static final int MOST_MESSAGES = 60;

    private static final List<FolderPath> FOLDERS =
            List.of(
                    FolderPath.of("Sent"),
                    FolderPath.of("Sent Items"),
                    FolderPath.of("Archive"),
                    FolderPath.of("Archive", "2019"),
                    FolderPath.of("Archive", "2019", "Tax"),
                    FolderPath.of("Entw\u00fcrfe"),
                    FolderPath.of("\u65e5\u672c\u8a9e"),
                    FolderPath.of("INBOX", "Projects"),
                    FolderPath.of("Bandwidth"),
                    FolderPath.of("Temporary try again later"),
                    FolderPath.of("Trash & Co"),
                    FolderPath.of("v1.2 notes"),
                    FolderPath.of("a/b"),
                    FolderPath.of("50 %"),
                    FolderPath.of("\u0131nbox"));

    final long seed;
    final Random random;
    final MisbehavingServer source;
    final MisbehavingServer destination;
    final Mails mails;

    /** Whether what is deleted at the source is to be deleted at the destination. */
    final boolean deletions;

    /** Whether the route looks first at what is there. */
    final boolean adopts;

    private final List<String> history = new ArrayList<>();

    World(long seed) throws IOException {
        this.seed = seed;
        random = new Random(seed * 7919);
        mails = new Mails(random);
        deletions = random.nextInt(4) == 0;
        adopts = random.nextInt(5) == 0;
        StoredMailbox from = mailbox(FIRST_AT_SOURCE, random.nextInt(12) == 0);
        fill(from);
        StoredMailbox to = mailbox(FIRST_AT_DESTINATION, false);
        if (random.nextInt(3) == 0) {
            putForeign(to, from);
        }
        Drawing drawing = new Drawing(random, from);
        List<Fault> atSource;
        List<Fault> atDestination;
        if (seed >= LOST_CONNECTION) {
            boolean lostAtSource = random.nextBoolean();
            List<Fault> lost = List.of(LostConnection.drawn(random, lostAtSource));
            atSource = lostAtSource ? lost : List.of();
            atDestination = lostAtSource ? List.of() : lost;
        } else if (seed >= ONE_FAULT_ALONE) {
            int which = (int) (seed - ONE_FAULT_ALONE);
            atSource = drawing.fault(SourceFaults.ALL, which);
            atDestination = drawing.fault(DestinationFaults.ALL, which - SourceFaults.ALL.size());
        } else {
            int faults = 1 + random.nextInt(4);
            int some = random.nextInt(faults + 1);
            atSource = drawing.faults(SourceFaults.ALL, some);
            atDestination = drawing.faults(DestinationFaults.ALL, faults - some);
        }
        source = new MisbehavingServer(from, capabilities(from), new Misbehaviour(atSource), false);
        destination =
                new MisbehavingServer(to, capabilities(to), new Misbehaviour(atDestination), true);
    }

    /** Whether a source here may have had this UIDVALIDITY in truth. */
    static boolean isTrue(long uidValidity) {
        return uidValidity >= FIRST_AT_SOURCE && uidValidity < FIRST_AT_DESTINATION;
    }

    private StoredMailbox mailbox(long firstUidValidity, boolean flat) {
        boolean prefixed = random.nextInt(4) == 0;
        char separator = flat ? 0 : prefixed || random.nextBoolean() ? '.' : '/';
        return new StoredMailbox(prefixed && !flat ? "INBOX." : "", separator, firstUidValidity);
    }

    private void fill(StoredMailbox mailbox) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            FolderPath path = FOLDERS.get(random.nextInt(FOLDERS.size()));
            if (possible(mailbox, path)) {
                mailbox.create(path).subscribed = random.nextBoolean();
            }
        }
        if (mailbox.separator == '/' && random.nextInt(5) == 0) {
            mailbox.create("Mail");
            mailbox.create("Mail/"); // the same path
        }
        if (random.nextInt(12) == 0) {
            mailbox.create(mailbox.prefix + "B&APw-cher");
            mailbox.create(mailbox.prefix + "B\u00c3\u00bccher"); // the same in plain UTF-8
        }
        List<StoredFolder> folders = mailbox.folders();
        for (int i = random.nextInt(MOST_MESSAGES + 1); i > 0; i--) {
            arrive(folders.get(random.nextInt(folders.size())), mailbox);
        }
    }

    private static boolean possible(StoredMailbox mailbox, FolderPath path) {
        if (mailbox.separator == 0) {
            return path.names().size() == 1;
        }
        if (!mailbox.prefix.isEmpty() && path.names().get(0).equals("INBOX")) {
            return false; // below such a prefix it is the same as a folder at the top
        }
        return path.names().stream().noneMatch(it -> it.indexOf(mailbox.separator) >= 0);
    }

    /** A new message, or an equal or unequal twin of one that is there. */
    private void arrive(StoredFolder folder, StoredMailbox mailbox) {
        if (random.nextInt(6) == 0) {
            folder.uidNext += random.nextInt(10);
        }
        List<StoredMessage> all = mailbox.messages();
        int kind = all.isEmpty() ? 9 : random.nextInt(10);
        StoredMessage of = kind < 4 ? all.get(random.nextInt(all.size())) : null;
        if (kind < 2) {
            folder.add(of.bytes, of.date, of.flags);
        } else if (kind < 4) {
            folder.add(mails.twin(of.bytes), of.date, of.flags);
        } else {
            folder.add(mails.next(), mails.date(), mails.flags());
        }
    }

    /** What was at the destination before: of its own, and twins of the source's that are not. */
    private void putForeign(StoredMailbox to, StoredMailbox from) {
        List<FolderPath> paths = from.folders().stream().map(folder -> folder.path).toList();
        for (int i = random.nextInt(12); i >= 0; i--) {
            FolderPath path = paths.get(random.nextInt(paths.size()));
            StoredFolder folder = to.create(possible(to, path) ? path : FolderPath.INBOX);
            List<StoredMessage> all = from.messages();
            if (all.isEmpty() || random.nextBoolean()) {
                folder.add(mails.next(), mails.date(), mails.flags());
            } else {
                StoredMessage of = all.get(random.nextInt(all.size()));
                if (adopts && random.nextBoolean()) {
                    folder.add(of.bytes, of.date, of.flags); // another tool's copy
                    continue;
                }
                byte[] twin =
                        of.content()
                                .replaceFirst("number (\\d)", "numbex $1")
                                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                folder.add(twin, of.date, mails.flags());
            }
        }
    }

    private List<String> capabilities(StoredMailbox of) {
        List<String> all = new ArrayList<>(List.of("IMAP4rev1"));
        for (String one :
                List.of(
                        "LITERAL+",
                        "LITERAL-",
                        "UIDPLUS",
                        "MULTIAPPEND",
                        "NAMESPACE",
                        "CONDSTORE",
                        "ENABLE",
                        "LIST-EXTENDED",
                        "LIST-STATUS",
                        "SPECIAL-USE",
                        "CREATE-SPECIAL-USE",
                        "ESEARCH",
                        "SASL-IR",
                        "AUTH=PLAIN",
                        "ID")) {
            if (random.nextInt(3) > 0) {
                all.add(one);
            }
        }
        if (!of.prefix.isEmpty() && !all.contains("NAMESPACE")) {
            all.add("NAMESPACE"); // else nobody could tell the prefix from a folder
        }
        if (!all.contains("UIDPLUS") && random.nextBoolean()) {
            all.add("UIDPLUS"); // most have it
        }
        return all;
    }

    /** Something happens to the mailboxes between two passes, now and then. */
    void goOn() {
        StoredMailbox mailbox = source.mailbox;
        synchronized (mailbox) {
            StoredFolder folder = mailbox.folders().get(random.nextInt(mailbox.folders().size()));
            switch (random.nextInt(10)) {
                case 0 -> {
                    arrive(folder, mailbox);
                    history.add("a message arrives in " + folder.path);
                }
                case 1 -> late(folder);
                case 2 -> {
                    folder.uidValidity = mailbox.freshUidValidity();
                    history.add("UIDVALIDITY of " + folder.path + " changes at the source");
                }
                case 3 -> changeDestination();
                case 4, 5 -> flag(folder);
                case 6 -> delete(folder);
                default -> {}
            }
        }
    }

    private void late(StoredFolder folder) {
        for (long uid = 1; uid < folder.uidNext; uid++) {
            long here = uid;
            if (folder.messages.stream().noneMatch(message -> message.uid == here)) {
                folder.addAt(uid, mails.next(), mails.date(), mails.flags());
                history.add("message " + uid + " shows up late in " + folder.path);
                return;
            }
        }
    }

    private void flag(StoredFolder folder) {
        for (StoredMessage message : folder.messages) {
            if (random.nextInt(3) == 0) {
                message.flags.add(random.nextBoolean() ? "\\Answered" : "\\Flagged");
                message.modSeq = ++folder.modSeq;
                history.add("message " + message.uid + " of " + folder.path + " is flagged");
            }
        }
    }

    private void delete(StoredFolder folder) {
        if (!folder.messages.isEmpty()) {
            StoredMessage gone = folder.messages.remove(random.nextInt(folder.messages.size()));
            folder.modSeq++;
            history.add("message " + gone.uid + " of " + folder.path + " is deleted");
        }
    }

    private void changeDestination() {
        StoredMailbox mailbox = destination.mailbox;
        synchronized (mailbox) {
            StoredFolder folder = mailbox.folders().get(random.nextInt(mailbox.folders().size()));
            folder.uidValidity = mailbox.freshUidValidity();
            history.add("UIDVALIDITY of " + folder.name + " changes at the destination");
        }
    }

    void passed(String what) {
        history.add(what);
    }

    void behave() {
        source.misbehaviour.behave();
        destination.misbehaviour.behave();
        history.add("both behave from here on");
    }

    /** All of it in words. */
    @Override
    public String toString() {
        return "seed "
                + seed
                + (adopts ? "\n  the route has adopt: true" : "")
                + (deletions ? "\n  the route has deletions: delete" : "")
                + "\n  source announces "
                + source.capabilities
                + "\n  its folders: "
                + folders(source.mailbox)
                + faults(source)
                + "\n  destination announces "
                + destination.capabilities
                + "\n  its folders: "
                + folders(destination.mailbox)
                + faults(destination)
                + history.stream().map(line -> "\n  > " + line).collect(Collectors.joining());
    }

    private static String folders(StoredMailbox mailbox) {
        return mailbox.folders().stream()
                .map(folder -> folder.name + " (" + folder.messages.size() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String faults(MisbehavingServer server) {
        return server.misbehaviour.faults().stream()
                .map(fault -> "\n    it " + fault)
                .collect(Collectors.joining());
    }

    @Override
    public void close() throws IOException {
        source.close();
        destination.close();
    }
}
