package io.mailcaravan.cli;

import io.mailcaravan.component.item.MailboxConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names that a route gives to files, and that two messages may share: the later one would take the
 * place of the earlier without a word. UIDs are unique in one folder of one mailbox only.
 */
final class FileNames {

    /** As an option of the component {@code file}, in YAML or in a URI. */
    private static final Pattern OPTION =
            Pattern.compile("\\bfileName\"?\\s*[:=]\\s*(?:\\{\\s*)?[\"']?([^\"'&\\n]*)");

    /** As {@code setHeader} has it. */
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\bname\"?\\s*:\\s*[\"']?CamelFileName[\"']?[\\s,]*"
                            + "(?:\"?(?:expression|simple)\"?\\s*:\\s*\\{?\\s*)*[\"']?([^\"'\\n]*)");

    /** By name of the header, where messages go to folders by it. */
    private static final String DIRECTORY = "(?s).*\\bfile:[^\\n]*%s\\b.*";

    /** Where the later file does not take the place of the earlier. */
    private static final Pattern KEEPING =
            Pattern.compile("\\bfileExist\"?\\s*[:=]\\s*[\"']?(?!Override)\\w");

    private static final Pattern UID = header(MailboxConstants.UID);

    /** One of these alone is enough. */
    private static final Pattern UNIQUE =
            Pattern.compile(
                    MailboxConstants.ITEM_KEY
                            + "\\b|"
                            + MailboxConstants.DEAD_LETTER
                            + "\\b|\\$\\{(?:id|exchangeId|messageId|uuid|random|date:now)\\b");

    private static final Pattern LIST = Pattern.compile("\\bmailboxes\"?\\s*[:=]");

    private FileNames() {}

    private static Pattern header(String name) {
        return Pattern.compile(name + "\\b");
    }

    /**
     * What to tell of a route file: a suspicion only, since what a file is called may be decided
     * elsewhere.
     *
     * @param file as it is named to people
     * @param text what is in it
     */
    static List<String> warnings(String file, String text) {
        String plain = HeaderNames.withoutComments(text);
        if (KEEPING.matcher(plain).find()) {
            return List.of();
        }
        return Stream.of(OPTION, HEADER)
                .flatMap(pattern -> pattern.matcher(plain).results())
                .map(found -> found.group(1))
                .filter(name -> UID.matcher(name).find() && !UNIQUE.matcher(name).find())
                .distinct()
                .map(name -> warning(file, name, lacking(name, plain)))
                .filter(warning -> !warning.isEmpty())
                .toList();
    }

    private static List<String> lacking(String name, String text) {
        List<String> lacking = new ArrayList<>();
        if (LIST.matcher(text).find() && isMissing(MailboxConstants.SOURCE, name, text)) {
            lacking.add(MailboxConstants.SOURCE);
        }
        if (isMissing(MailboxConstants.FOLDER, name, text)) {
            lacking.add(MailboxConstants.FOLDER);
        }
        return lacking;
    }

    private static boolean isMissing(String header, String name, String text) {
        return !header(header).matcher(name).find() && !text.matches(DIRECTORY.formatted(header));
    }

    private static String warning(String file, String name, List<String> lacking) {
        if (lacking.isEmpty()) {
            return "";
        }
        boolean folder = lacking.contains(MailboxConstants.FOLDER);
        boolean mailbox = lacking.contains(MailboxConstants.SOURCE);
        return file
                + ": the file name "
                + name.strip()
                + " is the same for messages of several "
                + (mailbox && folder ? "mailboxes and folders" : mailbox ? "mailboxes" : "folders")
                + ", and the later one takes the place of the earlier: UIDs are unique in one"
                + " folder only. Put "
                + String.join("/", lacking.stream().map(one -> "${header." + one + "}").toList())
                + "/ before it, or set fileExist: Fail.";
    }
}
