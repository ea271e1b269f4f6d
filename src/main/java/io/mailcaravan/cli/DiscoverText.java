package io.mailcaravan.cli;

import io.mailcaravan.config.PropertyText;
import io.mailcaravan.discover.Candidate;
import io.mailcaravan.discover.Discovered;
import io.mailcaravan.discover.StoreBlock;
import io.mailcaravan.discover.TriedServer;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.mailbox.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found out about a domain, for people; it ends with the settings of a store. */
final class DiscoverText {

    private final Discovered found;
    private final Optional<String> caFile;
    private final List<String> lines = new ArrayList<>();

    private DiscoverText(Discovered found, Optional<String> caFile) {
        this.found = found;
        this.caFile = caFile;
    }

    /**
     * Its lines.
     *
     * @param caFile that the servers were trusted by
     */
    static List<String> of(Discovered found, Optional<String> caFile) {
        DiscoverText all = new DiscoverText(found, caFile);
        all.write();
        return all.lines;
    }

    private void write() {
        line("What is said of " + found.domain().name() + ":");
        found.clues().forEach(clue -> line("  " + clue));
        line("");
        line("What was tried:");
        found.servers().forEach(this::server);
        line("");
        found.best()
                .ifPresentOrElse(
                        this::block,
                        () ->
                                line(
                                        "No server answers. Ask whoever runs it for its name, and"
                                                + " set caravan.stores.NAME.type=imap and .host."));
    }

    /** Whatever servers say: what stands below a comment would be a setting. */
    private void line(String line) {
        lines.add(Printable.line(line));
    }

    private void server(TriedServer tried) {
        Candidate candidate = tried.candidate();
        line(
                "  "
                        + candidate.server()
                        + " ("
                        + candidate.server().tls()
                        + "), "
                        + candidate.because()
                        + ": "
                        + tried.facts()
                                .map(facts -> facts.make().orElse("answers; its make is not known"))
                                .orElse(tried.failure()));
        tried.facts().ifPresent(facts -> facts(tried, facts));
    }

    private void facts(TriedServer tried, ServerFacts facts) {
        line("    greeting: " + facts.greeting());
        line(
                "    sign-in: "
                        + String.join(", ", facts.mechanisms())
                        + (facts.acceptsLogin()
                                ? (facts.mechanisms().isEmpty() ? "" : ", ") + "the command LOGIN"
                                : "")
                        + tried.auth()
                                .map(auth -> "; auth=" + auth)
                                .orElse("; nothing that this program has"));
        line("    capabilities: " + String.join(" ", facts.capabilities()));
    }

    /** As it may stand in an application.properties. */
    private void block(TriedServer best) {
        Candidate candidate = best.candidate();
        line(
                "# "
                        + candidate.because()
                        + best.facts().flatMap(ServerFacts::make).map(of -> "; " + of).orElse(""));
        if (!candidate.vouched()) {
            line("# a host of another domain, named by DNS alone: make sure that it is yours");
        }
        line(
                "# "
                        + candidate
                                .user()
                                .of(found.domain())
                                .map(user -> "sign-in name: " + user)
                                .orElse(candidate.user().words()));
        StoreBlock.named(found.domain(), best, caFile)
                .forEach((key, value) -> lines.add(PropertyText.line(key, value).strip()));
    }
}
