package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a server announces, less what configuration switches off. */
final class Capabilities {
    private final Set<String> names = new LinkedHashSet<>();

    Capabilities(Collection<String> announced, Set<String> disabled) {
        for (String name : announced) {
            String upper = AsciiCase.upper(name);
            if (!upper.isEmpty() && !disabled.contains(upper)) {
                names.add(upper);
            }
        }
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Whether folders have a MODSEQ (RFC 7162). */
    boolean hasModSeq() {
        return has("CONDSTORE") || has("QRESYNC");
    }

    /** Whether APPEND is limited, and the same for every folder (RFC 7889). */
    OptionalLong appendLimit() {
        return value("APPENDLIMIT=")
                .filter(value -> value.matches("\\d{1,18}"))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElseGet(OptionalLong::empty);
    }

    /** The SASL mechanisms. */
    List<String> mechanisms() {
        return names.stream()
                .filter(name -> name.startsWith("AUTH="))
                .map(name -> name.substring("AUTH=".length()))
                .toList();
    }

    /** Whether a literal of this size may be sent without waiting (RFC 7888). */
    boolean nonSynchronizing(long size) {
        return has("LITERAL+") || (has("LITERAL-") && size <= 4096);
    }

    private Optional<String> value(String prefix) {
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .findFirst();
    }

    /** In the order in which they were announced. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** As announced, in capitals. */
    @Override
    public String toString() {
        return String.join(" ", names);
    }
}
