package io.mailcaravan.copy;

import io.mailcaravan.address.TypedText;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mailbox on disk: {@code maildir:/backup/alice}. Stores on disk have a mailbox's name in their
 * path, so one is found there: {@code path=/backup/{mailbox}} and the mailbox {@code alice}.
 */
final class FileEnd {

    static final Set<String> TYPES = Set.of("maildir", "mbox", "eml");
    static final String PATH = "path";
    static final String PLACEHOLDER = "{mailbox}";

    /** What stands in the name of a directory as it is, and does not hide it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@_+=-][A-Za-z0-9@._+=-]*");

    /** They stay in the path: stores tell by them what lies there. */
    private static final Pattern SUFFIX = Pattern.compile("(?i)\\.(mbox|zip)$");

    private static final Pattern MAILDIR = Pattern.compile("(?i)\\.?maildir");

    private FileEnd() {}

    /**
     * @param rest behind the scheme and its colon
     */
    static CopyEnd read(String role, String type, String rest) {
        String typed = type + ":" + rest;
        String place = role + " " + typed;
        String path = rest;
        if (rest.startsWith("//")) {
            if (!rest.startsWith("///")) {
                throw new ConfigurationException(
                        role + " " + type + ":" + TypedText.withoutPassword(rest),
                        "it names a host, and files are read and written on this machine",
                        "Write " + type + ":/PATH, with one slash.");
            }
            path = rest.substring(2);
        }
        if (path.startsWith("~")) {
            throw new ConfigurationException(
                    place,
                    "the shell does not look up a ~ there",
                    "Write " + type + ":\"$HOME\"" + path.replaceFirst("~[^/]*", "") + ".");
        }
        if (path.contains(PLACEHOLDER)) {
            throw new ConfigurationException(
                    place, "it has " + PLACEHOLDER + " in it", "Name one mailbox: " + form(type));
        }
        List<String> levels = path.isBlank() ? List.of() : levels(path);
        if (levels.isEmpty()) {
            throw new ConfigurationException(place, "it names no mailbox", "Write " + form(type));
        }
        return end(place, type, typed, levels);
    }

    /** What somebody may not expect of it as a destination; empty where nothing. */
    static Optional<String> remark(CopyEnd end) {
        boolean oneFile =
                end.type().equals("mbox")
                        && end.path()
                                .filter(
                                        path ->
                                                SUFFIX.matcher(path).find()
                                                        || Files.isRegularFile(Path.of(path)))
                                .isPresent();
        return oneFile
                ? Optional.of(
                        "it is one file, which has no folders but INBOX; mbox:DIR has all of them,"
                                + " --folder INBOX copies that alone")
                : Optional.empty();
    }

    private static String form(String type) {
        return type + ":PATH, for example " + type + ":/backup/alice.";
    }

    /** Of the absolute path. */
    private static List<String> levels(String path) {
        String absolute = path.startsWith("/") ? path : Path.of("").toAbsolutePath() + "/" + path;
        List<String> levels = new ArrayList<>();
        for (String level : absolute.split("/")) {
            if (level.equals("..")) {
                if (!levels.isEmpty()) {
                    levels.removeLast();
                }
            } else if (!level.isEmpty() && !level.equals(".")) {
                levels.add(level);
            }
        }
        return levels;
    }

    private static CopyEnd end(String place, String type, String typed, List<String> levels) {
        String absolute = "/" + String.join("/", levels);
        int last = levels.size() - 1;
        boolean above =
                last > 0
                        && MAILDIR.matcher(levels.get(last)).matches()
                        && NAME.matcher(levels.get(last - 1)).matches();
        for (int i = above ? last - 1 : last; i >= 0; i--) {
            String level = levels.get(i);
            Matcher suffix = SUFFIX.matcher(level);
            String stem = i == last && suffix.find() ? level.substring(0, suffix.start()) : level;
            String mailbox = longestName(stem);
            if (!mailbox.isEmpty()) {
                List<String> template = new ArrayList<>(levels);
                int at = stem.indexOf(mailbox);
                template.set(
                        i,
                        level.substring(0, at)
                                + PLACEHOLDER
                                + level.substring(at + mailbox.length()));
                Map<String, String> settings = new LinkedHashMap<>();
                settings.put("type", type);
                settings.put(PATH, "/" + String.join("/", template));
                return new CopyEnd(
                        typed, type + "-" + CopyProject.hash(absolute), mailbox, mailbox, settings);
            }
        }
        throw new ConfigurationException(
                place,
                "no part of its path has a letter from A to Z or a digit in it",
                "Give the folder above it such a name.");
    }

    private static String longestName(String text) {
        String longest = "";
        for (Matcher names = NAME.matcher(text); names.find(); ) {
            longest = names.group().length() > longest.length() ? names.group() : longest;
        }
        return longest;
    }
}
