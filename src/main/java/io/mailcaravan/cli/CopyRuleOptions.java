package io.mailcaravan.cli;

import io.mailcaravan.copy.CopyRules;
import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose what of a mailbox is copied. */
final class CopyRuleOptions {

    @Option(
            names = CopyRules.FOLDER,
            paramLabel = "NAME",
            description =
                    "Copy this folder only: a name, glob or special-use name; may be repeated")
    private List<String> folders = List.of();

    @Option(
            names = CopyRules.EXCLUDE_FOLDER,
            paramLabel = "NAME",
            description = "Leave this folder out, for example '\\Trash'; may be repeated")
    private List<String> excludeFolders = List.of();

    @Option(
            names = CopyRules.SINCE,
            paramLabel = "DATE",
            description = "Copy only what was received at or after this, for example 2018-01-01")
    private Optional<String> since = Optional.empty();

    /**
     * The rules, as the route will read them.
     *
     * @throws ConfigurationException that names the option
     */
    CopyRules read() {
        CopyRules rules = new CopyRules(folders, excludeFolders, since);
        at(CopyRules.FOLDER, () -> FolderFilter.of(String.join(",", rules.folders()), ""));
        at(
                CopyRules.EXCLUDE_FOLDER,
                () -> FolderFilter.of("", String.join(",", rules.excludeFolders())));
        at(CopyRules.SINCE, () -> ItemFilter.of(rules.since().orElse(""), "", "", "", ""));
        return rules;
    }

    private static void at(String option, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            throw e.at(option);
        }
    }
}
