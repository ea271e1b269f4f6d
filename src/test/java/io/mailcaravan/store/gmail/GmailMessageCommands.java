package io.mailcaravan.store.gmail;

import io.mailcaravan.misbehaving.Command;
import io.mailcaravan.misbehaving.CommandReader;
import io.mailcaravan.misbehaving.Dates;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands about the messages of the selected folder, and APPEND. */
final class GmailMessageCommands {
    private static final Pattern BODY =
            Pattern.compile(
                    "BODY\\.PEEK\\[(HEADER(?:\\.FIELDS \\(([^)]*)\\))?)?](?:<(\\d+)\\.(\\d+)>)?");
    private static final Pattern SINCE = Pattern.compile("CHANGEDSINCE (\\d+)");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SENT =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final GmailServer server;
    private final GmailConversation conversation;

    GmailMessageCommands(GmailServer server, GmailConversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    /** Whether it was one of them. */
    boolean answer(Command command) {
        if (command.verb().startsWith("UID ") && conversation.selected() == null) {
            conversation.line(command.tag() + " BAD nothing is selected");
            return true;
        }
        switch (command.verb()) {
            case "APPEND" -> append(command);
            case "UID FETCH" -> fetch(command);
            case "UID STORE" -> store(command);
            case "UID SEARCH" -> search(command);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(Command command) {
        List<Command.Token> tokens = command.tokens();
        Optional<GmailFolder> folder = conversation.account().shown(tokens.get(0).value());
        if (folder.isEmpty()) {
            conversation.line(command.tag() + " NO [TRYCREATE] Folder doesn't exist. (Failure)");
            return;
        }
        List<String> flags = new ArrayList<>();
        Instant date = Instant.now();
        boolean inFlags = false;
        byte[] bytes = new byte[0];
        for (Command.Token token : tokens.subList(1, tokens.size())) {
            if (token.literal() != null) {
                bytes = token.literal();
            } else if (token.is("(") || token.is(")")) {
                inFlags = token.is("(");
            } else if (inFlags) {
                flags.add(token.value());
            } else {
                date = Dates.parse(token.value());
            }
        }
        if (flags.contains("\\Deleted")) {
            server.offence("Gmail moves what comes so to Trash: " + command.text());
        }
        if (new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\0') >= 0) {
            conversation.line(command.tag() + " BAD Invalid character in literal");
            return;
        }
        GmailMessage message = conversation.account().append(folder.get(), bytes, date, flags);
        conversation.line(
                command.tag()
                        + " OK [APPENDUID "
                        + folder.get().uidValidity
                        + " "
                        + folder.get().uid(message)
                        + "] (Success)");
    }

    /** UIDs and messages of a set such as {@code 1:5,7,12:*}. */
    private Map<Long, GmailMessage> inSet(String set) {
        Map<Long, GmailMessage> all = conversation.selected().messages;
        long last = all.isEmpty() ? 0 : conversation.selected().messages.lastKey();
        return all.entrySet().stream()
                .filter(entry -> isIn(set, entry.getKey(), last))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, other) -> one,
                                java.util.TreeMap::new));
    }

    private static boolean isIn(String set, long uid, long last) {
        for (String part : set.split(",")) {
            String[] ends = part.split(":");
            long one = ends[0].equals("*") ? last : Long.parseLong(ends[0]);
            String end = ends[ends.length - 1];
            long other = end.equals("*") ? last : Long.parseLong(end);
            if (uid >= Math.min(one, other) && uid <= Math.max(one, other)) {
                return true;
            }
        }
        return false;
    }

    private void store(Command command) {
        List<Command.Token> tokens = command.tokens();
        String item = tokens.get(1).value().toUpperCase(Locale.ROOT);
        List<String> values =
                tokens.subList(2, tokens.size()).stream()
                        .filter(token -> !token.is("(") && !token.is(")"))
                        .map(Command.Token::value)
                        .toList();
        if (item.contains("X-GM-LABELS")) {
            storeLabels(command, inSet(tokens.get(0).value()), item.startsWith("+"), values);
            return;
        }
        if (values.contains("\\Deleted")) {
            server.offence("Gmail moves what is marked so to Trash: " + command.text());
        }
        for (GmailMessage message : inSet(tokens.get(0).value()).values()) {
            if (!item.startsWith("+") && !item.startsWith("-")) {
                message.flags.clear();
            }
            if (item.startsWith("-")) {
                values.forEach(message.flags::remove);
            } else {
                message.flags.addAll(values);
            }
            conversation.account().changed(message);
        }
        conversation.ok(command);
    }

    private void storeLabels(
            Command command, Map<Long, GmailMessage> messages, boolean given, List<String> labels) {
        for (String label : labels) {
            if (!label.startsWith("\\") && GmailAccount.refusal(label).isPresent()) {
                conversation.line(
                        command.tag()
                                + " BAD Invalid Arguments: Label name is not allowed: "
                                + label);
                return;
            }
        }
        for (GmailMessage message : messages.values()) {
            labels.forEach(label -> conversation.account().label(message, label, given));
        }
        conversation.ok(command);
    }

    private void search(Command command) {
        Iterator<String> words =
                command.tokens().stream().map(Command.Token::value).toList().iterator();
        List<Predicate<Map.Entry<Long, GmailMessage>>> keys = new ArrayList<>();
        boolean known = true;
        boolean extended = command.rest().startsWith("RETURN (ALL) ");
        for (int i = 0; extended && i < 4; i++) {
            words.next();
        }
        while (words.hasNext() && known) {
            Optional<Predicate<Map.Entry<Long, GmailMessage>>> key = key(words);
            known = key.isPresent();
            key.ifPresent(keys::add);
        }
        if (!known) {
            server.offence("unknown search key in " + command.text());
            conversation.line(command.tag() + " BAD Could not parse command");
            return;
        }
        String found =
                conversation.selected().messages.entrySet().stream()
                        .filter(entry -> keys.stream().allMatch(key -> key.test(entry)))
                        .map(entry -> entry.getKey().toString())
                        .collect(Collectors.joining(","));
        conversation.line(
                extended
                        ? "* ESEARCH (TAG \""
                                + command.tag()
                                + "\") UID"
                                + (found.isEmpty() ? "" : " ALL " + found)
                        : "* SEARCH " + found.replace(',', ' '));
        conversation.ok(command);
    }

    private Optional<Predicate<Map.Entry<Long, GmailMessage>>> key(Iterator<String> words) {
        String word = words.next().toUpperCase(Locale.ROOT);
        switch (word) {
            case "ALL" -> {
                return Optional.of(entry -> true);
            }
            case "BEFORE", "SINCE" -> {
                LocalDate day = LocalDate.parse(words.next(), DAY);
                return Optional.of(
                        entry ->
                                entry.getValue()
                                                .date
                                                .atZone(ZoneOffset.UTC)
                                                .toLocalDate()
                                                .isBefore(day)
                                        == word.equals("BEFORE"));
            }
            case "SENTBEFORE", "SENTSINCE" -> {
                LocalDate day = LocalDate.parse(words.next(), DAY);
                return Optional.of(
                        entry -> sent(entry.getValue()).isBefore(day) == word.equals("SENTBEFORE"));
            }
            case "LARGER" -> {
                long bytes = Long.parseLong(words.next());
                return Optional.of(entry -> entry.getValue().bytes.length > bytes);
            }
            case "UID" -> {
                String set = words.next();
                return Optional.of(entry -> isIn(set, entry.getKey(), Long.MAX_VALUE));
            }
            case "SEEN", "UNSEEN" -> {
                return Optional.of(
                        entry -> entry.getValue().flags.contains("\\Seen") == word.equals("SEEN"));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static LocalDate sent(GmailMessage message) {
        Matcher date =
                Pattern.compile("(?m)^Date: (?:\\w+, )?(\\d+ \\w+ \\d+)")
                        .matcher(message.content());
        return date.find() ? LocalDate.parse(date.group(1), SENT) : LocalDate.EPOCH;
    }

    private void fetch(Command command) {
        String items = command.rest();
        Matcher since = SINCE.matcher(items);
        long modSeq = since.find() ? Long.parseLong(since.group(1)) : -1;
        List<Long> numbers = new ArrayList<>(conversation.selected().messages.keySet());
        inSet(items.split(" ", 2)[0])
                .forEach(
                        (uid, message) -> {
                            if (message.modSeq > modSeq) {
                                tell(numbers.indexOf(uid) + 1, uid, message, items);
                            }
                        });
        conversation.ok(command);
    }

    private void tell(int number, long uid, GmailMessage message, String items) {
        List<String> values = new ArrayList<>();
        if (items.contains("X-GM-MSGID")) {
            values.add("X-GM-MSGID " + message.id);
        }
        if (items.contains("X-GM-LABELS")) {
            values.add("X-GM-LABELS (" + labels(message) + ")");
        }
        values.add("UID " + uid);
        if (items.contains("CHANGEDSINCE")) {
            values.add("MODSEQ (" + message.modSeq + ")");
        }
        if (items.contains("INTERNALDATE")) {
            values.add("INTERNALDATE " + GmailConversation.quoted(Dates.format(message.date)));
        }
        if (items.contains("RFC822.SIZE")) {
            values.add("RFC822.SIZE " + message.bytes.length);
        }
        if (items.contains("FLAGS")) {
            values.add("FLAGS (" + String.join(" ", message.flags) + ")");
        }
        conversation.bytes(
                CommandReader.bytes("* " + number + " FETCH (" + String.join(" ", values)));
        Matcher body = BODY.matcher(items);
        while (body.find()) {
            byte[] bytes = section(message, body);
            String section = body.group(1) == null ? "" : body.group(1);
            String origin = body.group(3) == null ? "" : "<" + body.group(3) + ">";
            conversation.bytes(
                    CommandReader.bytes(
                            " BODY[" + section + "]" + origin + " {" + bytes.length + "}\r\n"));
            conversation.bytes(bytes);
        }
        conversation.line(")");
    }

    /** In all forms that there are: quoted, as an atom, as a literal. */
    private static String labels(GmailMessage message) {
        List<String> told = new ArrayList<>();
        for (String label : message.told()) {
            boolean atom = label.matches("\\\\?[A-Za-z0-9&,+/-]+");
            told.add(
                    switch ((int) ((message.id + told.size()) % 3)) {
                        case 0 -> atom ? label : GmailConversation.quoted(label);
                        case 1 -> GmailConversation.quoted(label);
                        default -> "{" + label.length() + "}\r\n" + label;
                    });
        }
        return String.join(" ", told);
    }

    private static byte[] section(GmailMessage message, Matcher body) {
        String text = message.content();
        if (body.group(1) != null) {
            int end = text.indexOf("\r\n\r\n");
            text = end < 0 ? text : text.substring(0, end + 4);
        }
        if (body.group(3) != null) {
            long from = Math.min(text.length(), Long.parseLong(body.group(3)));
            long to = Math.min(text.length(), from + Long.parseLong(body.group(4)));
            text = text.substring((int) from, (int) to);
        }
        return CommandReader.bytes(text);
    }
}
