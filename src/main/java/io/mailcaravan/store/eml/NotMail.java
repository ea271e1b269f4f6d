package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.ByteNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that are no messages, by their directories, so that a thousand of them are one sentence;
 * and those that cannot be reached.
 */
final class NotMail {

    private final Map<String, String> firsts = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<String> twins = new ArrayList<>();

    /**
     * @param directory a name of {@link ByteNames}, as the file's is
     */
    void add(String directory, String file) {
        if (!EmlNames.isHidden(file) || EmlNames.isMessage(file)) {
            firsts.putIfAbsent(directory, file);
            counts.merge(directory, 1, Integer::sum);
        }
    }

    /**
     * An entry of an archive that hides behind another one.
     *
     * @param name a name of {@link ByteNames}
     */
    void addTwin(String name) {
        twins.add(name);
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        counts.forEach(
                (directory, count) -> {
                    String first =
                            ByteNames.printable(
                                    (directory.isEmpty() ? "" : directory + "/")
                                            + firsts.get(directory));
                    sentences.add(
                            count == 1
                                    ? first + " is no .eml file."
                                    : first
                                            + " and "
                                            + (count - 1)
                                            + " more files beside it are no .eml files.");
                });
        if (!twins.isEmpty()) {
            String first = ByteNames.printable(twins.get(0));
            sentences.add(
                    twins.size() == 1
                            ? first + " is in the archive twice, and one of the two is not read."
                            : first
                                    + " is in the archive twice, and so are others: "
                                    + twins.size()
                                    + " entries are not read.");
        }
        return sentences;
    }
}
