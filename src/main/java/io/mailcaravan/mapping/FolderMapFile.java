package io.mailcaravan.mapping;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.config.TextFile;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.SpecialUse;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines {@code source -> destination} of a mapping file.
 *
 * <p>Either side is a path ({@code Projects/2019}) or a role ({@code \Sent}); what lies below a
 * source goes along. {@code Projects/** -> Old} moves only what is below {@code Projects}.
 */
final class FolderMapFile {

    private static final String ADVICE =
            "Write one line per folder: Gesendete Elemente -> Sent, \\Sent -> Archive/Sent or"
                    + " Projects/** -> Old projects.";

    /** A folder by its path or by its role. */
    record Name(Optional<FolderPath> path, Optional<SpecialUse> use) {

        ItemKind kind() {
            return path.map(FolderPath::kind).orElse(ItemKind.MESSAGE);
        }

        @Override
        public String toString() {
            return path.map(FolderPath::toString).or(() -> use.map(SpecialUse::text)).orElse("");
        }
    }

    /**
     * One line.
     *
     * @param belowOnly true for {@code source/**}: the source folder itself is not meant
     */
    record Line(Name source, boolean belowOnly, Name destination, String place) {

        /** Whether a line with a path as its source is about this folder. */
        boolean means(FolderPath folder) {
            return FolderPlanner.isBelow(folder, source.path().orElseThrow(), belowOnly);
        }

        @Override
        public String toString() {
            return place + ": '" + source + (belowOnly ? "/**" : "") + " -> " + destination + "'";
        }
    }

    private FolderMapFile() {}

    static List<Line> read(Path file) {
        List<Line> lines = new ArrayList<>();
        for (TextFile.Line line : TextFile.read(file).lines()) {
            Line parsed = parse(line);
            for (Line other : lines) {
                if (other.source().equals(parsed.source())
                        && other.belowOnly() == parsed.belowOnly()) {
                    throw new ConfigurationException(
                            line.place(),
                            "'" + parsed.source() + "' was mapped before, " + other.place(),
                            "Keep one of the two lines.");
                }
            }
            lines.add(parsed);
        }
        return lines;
    }

    private static Line parse(TextFile.Line line) {
        String[] sides = line.text().split("->", -1);
        if (sides.length != 2) {
            throw new ConfigurationException(
                    line.place(),
                    "'"
                            + line.text()
                            + "' has "
                            + (sides.length < 2 ? "no" : "more than one")
                            + " ->",
                    ADVICE);
        }
        String source = sides[0].strip();
        String destination = sides[1].strip();
        if (source.isEmpty() || destination.isEmpty()) {
            throw new ConfigurationException(
                    line.place(),
                    "no " + (source.isEmpty() ? "source" : "destination") + " folder",
                    source.isEmpty()
                            ? ADVICE
                            : "To leave a folder out, name it in the route's excludeFolders.");
        }
        boolean below = source.endsWith("/**");
        Name from = name(line, below ? source.substring(0, source.length() - 3) : source);
        Name to = name(line, destination);
        if (from.kind() != to.kind()) {
            throw new ConfigurationException(
                    line.place(),
                    "'" + source + "' holds other items than '" + destination + "'",
                    "Map folders to folders of the same kind: /contact/Work -> /contact/Office.");
        }
        return new Line(from, below, to, line.place());
    }

    private static Name name(TextFile.Line line, String text) {
        if (text.startsWith("\\")) {
            return new Name(
                    Optional.empty(),
                    Optional.of(SpecialUse.parse(text).orElseThrow(() -> unknown(line, text))));
        }
        if (text.contains("*")) {
            throw new ConfigurationException(
                    line.place(),
                    "'" + text + "' has a * where none is possible",
                    "Only /** at the end of a source is, for all folders below it.");
        }
        return new Name(Optional.of(path(line.place(), text)), Optional.empty());
    }

    /** A path as a person writes it. */
    static FolderPath path(String place, String text) {
        try {
            return FolderPath.parse(Normalizer.normalize(text, Normalizer.Form.NFC));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    place,
                    "'" + text + "' has an empty folder name",
                    "Names are joined by one /, without one at either end; a / inside a name is"
                            + " %2F. Only a kind stands behind a / at the beginning:"
                            + " /contact/Work.");
        }
    }

    private static ConfigurationException unknown(TextFile.Line line, String text) {
        List<String> known = Arrays.stream(SpecialUse.values()).map(SpecialUse::text).toList();
        return new ConfigurationException(
                line.place(),
                "'" + text + "' is no special-use name",
                NearestWord.of(text, known.stream().collect(Collectors.toSet()))
                                .map(near -> "Did you mean '" + near + "'? ")
                                .orElse("")
                        + "There are "
                        + String.join(" ", known)
                        + ".");
    }
}
