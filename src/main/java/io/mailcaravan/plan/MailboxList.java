package io.mailcaravan.plan;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.config.Secrets;
import io.mailcaravan.config.TextFile;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads {@code mailboxes.csv}: a header line with {@code source,destination} and, if needed, {@code
 * source_password,destination_password}, then a line a mailbox. Fields may stand in quotes; {@code
 * ;} or a tab may separate them, as a German Excel writes; blank lines and lines that begin with
 * {@code #} are passed over. Columns of the user's own may follow. A password may be {@code
 * file:PATH}, looked up beside this file, or {@code env:NAME}.
 */
public final class MailboxList {

    private static final String SOURCE = "source";
    private static final String DESTINATION = "destination";
    private static final String SOURCE_PASSWORD = "source_password";
    private static final String DESTINATION_PASSWORD = "destination_password";
    private static final Set<String> COLUMNS =
            Set.of(SOURCE, DESTINATION, SOURCE_PASSWORD, DESTINATION_PASSWORD);
    private static final Pattern PASSWORD = Pattern.compile("passw(or)?d|passwort|secret|token");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[\\w.-]+}");
    private static final Pattern BLANKS =
            Pattern.compile("^[\\s\\u00a0\\u2007\\u202f]+|[\\s\\u00a0\\u2007\\u202f]+$");
    private static final String EXAMPLE =
            "Begin the file with the line source,destination and add one line per mailbox.";

    private final TextFile file;
    private final Problems problems;
    private final Map<String, Integer> sources = new HashMap<>();
    private final Map<String, Integer> destinations = new HashMap<>();
    private final char separator;
    private List<String> columns;

    private MailboxList(TextFile file) {
        this.file = file;
        this.separator = separator(file);
        this.problems = new Problems(file.file().toString());
    }

    /**
     * @throws ConfigurationException with file, line, what was found and what would do, for up to
     *     ten mistakes at once; never with a secret
     */
    public static List<MailboxPair> read(Path file) {
        return new MailboxList(TextFile.read(file)).pairs();
    }

    private List<MailboxPair> pairs() {
        List<MailboxPair> pairs = new ArrayList<>();
        int last = 0;
        try (CSVParser parser = CSVParser.parse(file.text(), format(separator))) {
            for (CSVRecord record : parser) {
                int line = (int) parser.getCurrentLineNumber();
                last = line;
                if (columns == null) {
                    columns = header(line, record);
                } else {
                    pair(line, record).ifPresent(pairs::add);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Not its own words: they may quote the line, and with it a password.
            problems.add(
                    next(last),
                    "a quoted field is not closed, or text follows its closing quote",
                    "Write \" inside quotes as \"\".");
        }
        if (columns == null && problems.isEmpty()) {
            problems.add(0, "the file is empty", EXAMPLE);
        } else if (pairs.isEmpty() && problems.isEmpty()) {
            problems.add(0, "there is no mailbox in it", "Add one line per mailbox.");
        }
        problems.raise();
        return List.copyOf(pairs);
    }

    /** Where the record behind that line begins. */
    private int next(int line) {
        String[] lines = file.text().split("\\R", -1);
        int next = line;
        while (next < lines.length
                && (lines[next].isBlank() || lines[next].strip().startsWith("#"))) {
            next++;
        }
        return next + 1;
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setCommentMarker('#')
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
    }

    /** The header line shows what separates its columns. */
    private static char separator(TextFile file) {
        String header = file.lines().stream().findFirst().map(TextFile.Line::text).orElse("");
        for (char candidate : new char[] {',', ';', '\t'}) {
            if (header.indexOf(candidate) >= 0) {
                return candidate;
            }
        }
        return ',';
    }

    /**
     * Whether the field has blanks around it outside quotes: the parser takes them away, from a
     * password as from a name.
     */
    private boolean hasBlanks(int line, int index) {
        String[] lines = file.text().split("\\R", -1);
        String text = line <= lines.length ? lines[line - 1] : "";
        int field = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length() || (!quoted && text.charAt(i) == separator);
            if (end && field == index) {
                String raw = text.substring(start, i);
                return !raw.equals(bare(raw)) && !bare(raw).startsWith("\"");
            }
            if (end) {
                field++;
                start = i + 1;
            } else if (text.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return false;
    }

    /** Without blanks around it, also those that only look like one. */
    private static String bare(String text) {
        return BLANKS.matcher(text).replaceAll("");
    }

    private List<String> header(int line, CSVRecord record) {
        List<String> found =
                record.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        if (found.stream().noneMatch(COLUMNS::contains)) {
            throw new ConfigurationException(
                    file.file() + ", line " + line,
                    "there is no header line, but " + fields(found.size()),
                    EXAMPLE);
        }
        for (int i = 0; i < found.size(); i++) {
            String name = found.get(i);
            if (!COLUMNS.contains(name)) {
                own(line, i, found);
            }
            if (found.indexOf(name) != i) {
                throw new ConfigurationException(
                        file.file() + ", line " + line,
                        "the column '" + name + "' is there twice",
                        "Remove one of them.");
            }
        }
        for (String needed : List.of(SOURCE, DESTINATION)) {
            if (!found.contains(needed)) {
                throw new ConfigurationException(
                        file.file() + ", line " + line,
                        "there is no column '" + needed + "'",
                        EXAMPLE);
            }
        }
        return found;
    }

    /** A column of the user's own; not one that is meant to be one of ours. */
    private void own(int line, int index, List<String> header) {
        String name = header.get(index);
        String place = file.file() + ", line " + line;
        if (name.isEmpty()) {
            throw new ConfigurationException(
                    place, "column " + (index + 1) + " has no name", "Give it one, or remove it.");
        }
        if (PASSWORD.matcher(name).find()) {
            throw new ConfigurationException(
                    place,
                    "column " + (index + 1) + " is called '" + name + "', which is read by nobody",
                    "Call it source_password or destination_password, or remove it.");
        }
        Optional<String> near =
                NearestWord.of(name, COLUMNS).filter(known -> !header.contains(known));
        if (near.isPresent()) {
            throw new ConfigurationException(
                    place,
                    "there is no column '" + name + "'",
                    "Did you mean '" + near.get() + "'?");
        }
    }

    private Optional<MailboxPair> pair(int line, CSVRecord record) {
        if (record.stream().allMatch(String::isBlank)) {
            return Optional.empty(); // what spreadsheets leave of an emptied row
        }
        if (record.size() != columns.size()) {
            problems.add(
                    line,
                    fields(record.size())
                            + " where the header has "
                            + columns.size()
                            + " ("
                            + String.join(", ", columns)
                            + ")",
                    record.size() > columns.size()
                            ? "Name field "
                                    + (columns.size() + 1)
                                    + " in the header, or put a value with a separator in it in"
                                    + " double quotes."
                            : "A field may be empty, but its separator stays.");
            return Optional.empty();
        }
        if (record.stream().anyMatch(value -> value.contains("\n") || value.contains("\r"))) {
            problems.add(line, "a quoted field goes over several lines", "Close its quote.");
            return Optional.empty();
        }
        String source = mailbox(line, record, SOURCE, sources);
        String destination = mailbox(line, record, DESTINATION, destinations);
        Optional<Secret> sourcePassword = secret(line, record, SOURCE_PASSWORD);
        Optional<Secret> destinationPassword = secret(line, record, DESTINATION_PASSWORD);
        return Optional.of(
                new MailboxPair(
                        source,
                        destination,
                        sourcePassword,
                        destinationPassword,
                        line,
                        own(record)));
    }

    private Map<String, String> own(CSVRecord record) {
        Map<String, String> own = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!COLUMNS.contains(columns.get(i))) {
                own.put(columns.get(i), bare(record.get(i)));
            }
        }
        return own;
    }

    private String mailbox(int line, CSVRecord record, String column, Map<String, Integer> seen) {
        String name = bare(record.get(columns.indexOf(column)));
        if (name.isEmpty()) {
            problems.add(
                    line, "no " + column, "Write the mailbox's name in the " + column + " store.");
            return name;
        }
        // No mail system in use tells mailboxes apart by case.
        Integer before = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), line);
        if (before != null) {
            problems.add(
                    line,
                    "the " + column + " '" + name + "' is on line " + before + " already",
                    "Each mailbox may be there once; keep one of the lines.");
        }
        return name;
    }

    private Optional<Secret> secret(int line, CSVRecord record, String column) {
        int index = columns.indexOf(column);
        if (index < 0 || record.get(index).isEmpty()) {
            return Optional.empty();
        }
        if (hasBlanks(line, index)) {
            problems.add(
                    line,
                    "blanks before or behind the " + column,
                    "Remove them; blanks that belong to it go into double quotes with it.");
            return Optional.empty();
        }
        String value = record.get(index);
        if (VARIABLE.matcher(value).matches()) {
            problems.add(
                    line,
                    "the " + column + " looks like a variable, and none is looked up here",
                    "Write env:NAME; a password that really is so goes into a file, as file:PATH.");
            return Optional.empty();
        }
        Path folder = Optional.ofNullable(file.file().toAbsolutePath().getParent()).orElseThrow();
        try {
            return Optional.of(Secrets.resolve(value, folder, "line " + line + ", " + column));
        } catch (ConfigurationException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static String fields(int count) {
        return count + (count == 1 ? " field" : " fields");
    }
}
