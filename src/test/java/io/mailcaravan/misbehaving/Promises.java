package io.mailcaravan.misbehaving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every pass, whatever the servers do. */
final class Promises {
    private static final int MOST_SIGN_INS = 40;
    private static final int MOST_COMMANDS = 3_000;

    private final World world;
    private final Map<String, Integer> before;
    private final Map<StoredMessage, String> foreign = new HashMap<>();
    private final Set<StoredMessage> ever = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> broken = new ArrayList<>();

    Promises(World world) {
        this.world = world;
        this.before = contents(world.destination.mailbox);
        Set<String> wanted = contents(world.source.mailbox).keySet();
        for (StoredMessage message : world.destination.mailbox.messages()) {
            if (!wanted.contains(message.content())) {
                foreign.put(message, message.toString());
            }
        }
        ever.addAll(world.source.mailbox.messages());
    }

    /** What was broken until now, a line each. */
    List<String> broken() {
        return broken;
    }

    private void broken(String what) {
        broken.add(what);
    }

    private static Map<String, Integer> contents(StoredMailbox mailbox) {
        Map<String, Integer> contents = new HashMap<>();
        synchronized (mailbox) {
            mailbox.messages()
                    .forEach(message -> contents.merge(message.content(), 1, Integer::sum));
        }
        return contents;
    }

    /**
     * @param source what the source held when the pass began
     */
    void afterPass(int pass, PassEnd end, String source) {
        nothingTwice(pass);
        nothingForeign(pass);
        sourceUntouched(pass, source);
        allIsThereOrNamed(pass, end);
        wordsAgree(pass, end);
        bounded(pass);
    }

    /** Of each message no more copies than there ever were at the source. */
    private void nothingTwice(int pass) {
        ever.addAll(world.source.mailbox.messages());
        Map<String, Integer> atSource = new HashMap<>();
        ever.forEach(message -> atSource.merge(message.content(), 1, Integer::sum));
        contents(world.destination.mailbox)
                .forEach(
                        (content, count) -> {
                            int most =
                                    atSource.getOrDefault(content, 0)
                                            + before.getOrDefault(content, 0);
                            if (count > most) {
                                broken(
                                        "DOUBLED after pass "
                                                + pass
                                                + ": "
                                                + count
                                                + " instead of "
                                                + most
                                                + " of "
                                                + subject(content));
                            }
                        });
    }

    private void nothingForeign(int pass) {
        List<StoredMessage> there = world.destination.mailbox.messages();
        foreign.forEach(
                (message, picture) -> {
                    if (!there.contains(message)) {
                        broken("FOREIGN message is gone after pass " + pass + ": " + picture);
                    } else if (!message.toString().equals(picture)) {
                        broken(
                                "FOREIGN message was changed in pass "
                                        + pass
                                        + ": "
                                        + picture
                                        + " -> "
                                        + message);
                    }
                });
    }

    private void sourceUntouched(int pass, String source) {
        if (!world.source.mailbox.toString().equals(source)) {
            broken("SOURCE was changed in pass " + pass);
        }
        world.source.offences().forEach(offence -> broken("SOURCE: " + offence));
        world.destination.offences().forEach(offence -> broken("DESTINATION: " + offence));
    }

    /**
     * Equal messages are counted together: nobody can tell which of them a copy is of, and what was
     * there before may have been recognised.
     */
    private void allIsThereOrNamed(int pass, PassEnd end) {
        Map<String, Integer> there = contents(world.destination.mailbox);
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (StoredFolder folder : world.source.mailbox.folders()) {
            boolean mentioned = end.exit() != 0 && (end.stopped() || end.mentions(folder));
            for (StoredMessage message : folder.messages) {
                places.computeIfAbsent(message.content(), key -> new ArrayList<>());
                if (mentioned || end.names(folder, message)) {
                    there.merge(message.content(), 1, Integer::sum);
                }
                places.get(message.content()).add(folder.path + ":" + message.uid);
            }
        }
        List<String> nameless = new ArrayList<>();
        places.forEach(
                (content, all) -> {
                    if (all.size() > there.getOrDefault(content, 0)) {
                        nameless.addAll(all);
                    }
                });
        if (!nameless.isEmpty()) {
            broken(
                    (end.exit() == 0 ? "LOST IN SILENCE" : "NOT NAMED")
                            + " after pass "
                            + pass
                            + ", exit "
                            + end.exit()
                            + ": of "
                            + nameless);
        }
        announced(pass, end);
    }

    /** Exit code 0 says that as many have arrived as the source says that there are. */
    private void announced(int pass, PassEnd end) {
        if (end.exit() != 0) {
            return;
        }
        world.source
                .announced()
                .forEach(
                        (folder, announced) -> {
                            long rows = end.rows(folder);
                            if (announced > rows) {
                                broken(
                                        "FEWER THAN ANNOUNCED after pass "
                                                + pass
                                                + ", exit 0: "
                                                + folder.path
                                                + " "
                                                + rows
                                                + " of "
                                                + announced);
                            }
                        });
    }

    private void wordsAgree(int pass, PassEnd end) {
        long failed = end.rows("failed");
        if (end.exit() == 0 && (failed > 0 || end.stopped() || end.count("failedInAll") > 0)) {
            broken("SAID OTHERWISE after pass " + pass + ": exit 0, and " + failed + " are failed");
        } else if (!end.stopped() && end.count("failedInAll") != failed) {
            broken(
                    "SAID OTHERWISE after pass "
                            + pass
                            + ": summary failedInAll "
                            + end.count("failedInAll")
                            + ", report "
                            + failed);
        }
    }

    private void bounded(int pass) {
        for (MisbehavingServer server : List.of(world.source, world.destination)) {
            String end = server == world.source ? "source" : "destination";
            if (server.signIns() > MOST_SIGN_INS) {
                broken(
                        "TOO MANY SIGN-INS in pass "
                                + pass
                                + " at the "
                                + end
                                + ": "
                                + server.signIns());
            }
            if (server.commands() > MOST_COMMANDS) {
                broken(
                        "TOO MANY COMMANDS in pass "
                                + pass
                                + " at the "
                                + end
                                + ": "
                                + server.commands());
            }
        }
    }

    /** After two passes with servers that behave. */
    void allIsThere(PassEnd end) {
        if (end.exit() != 0) {
            broken(
                    "NOT BROUGHT IN ORDER: the second pass with good servers ends with "
                            + end.exit());
        }
        addsUp(end);
        Map<String, Integer> there = contents(world.destination.mailbox);
        int missing = 0;
        for (Map.Entry<String, Integer> one : contents(world.source.mailbox).entrySet()) {
            missing += Math.max(0, one.getValue() - there.getOrDefault(one.getKey(), 0));
        }
        if (missing > 0) {
            broken("NOT BROUGHT after two passes with good servers: " + missing + " messages");
        }
    }

    /** Each message counts once, in one way. */
    private void addsUp(PassEnd end) {
        long told = 0;
        for (String how : List.of("copied", "adopted", "skipped", "failed", "unchanged")) {
            told += end.count(how);
        }
        long there = world.source.mailbox.messages().size();
        if (end.exit() == 0 && told != there) {
            broken("DOES NOT ADD UP: the pass tells of " + told + " of " + there + " messages");
        }
    }

    /** A pass that has nothing to do. */
    void idle(PassEnd end) {
        addsUp(end);
        if (end.exit() != 0 || end.count("copied") != 0) {
            broken(
                    "NOT IDLE: a third pass with good servers ends with "
                            + end.exit()
                            + " and "
                            + end.count("copied")
                            + " copied");
        }
    }

    private static String subject(String content) {
        int at = content.indexOf("Subject: ");
        return content.substring(at, content.indexOf('\r', at)) + " #" + content.hashCode();
    }
}
