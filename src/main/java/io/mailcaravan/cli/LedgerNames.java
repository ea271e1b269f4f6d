package io.mailcaravan.cli;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;

/** What the ledger knows by name, for whoever names something else. */
final class LedgerNames {

    private LedgerNames() {}

    /**
     * @param what was asked for: {@code route 'acme'}
     * @param known what the ledger has of that kind
     */
    static ConfigurationException unknown(
            String what, String name, Collection<String> known, Path state) {
        TreeSet<String> names = new TreeSet<>(known);
        return new ConfigurationException(
                what,
                "nothing of it is in the ledger of " + state,
                names.isEmpty()
                        ? "The ledger has none yet. Run a pass first, or name the folder it used"
                                + " with --state."
                        : NearestWord.of(name, names)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("There are: " + String.join(", ", names) + "."));
    }
}
