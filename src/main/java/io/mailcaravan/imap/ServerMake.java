package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which make of servers one is, for people: nothing is done otherwise because of it. What is done
 * otherwise goes by {@link ServerQuirks}.
 */
final class ServerMake {

    /**
     * @param words that its greeting or its name in ID has in it, in lower case
     */
    private record Known(String make, List<String> words) {}

    private static final List<Known> KNOWN =
            List.of(
                    new Known("Gmail", List.of("gimap")),
                    new Known(
                            "Microsoft Exchange",
                            List.of("microsoft exchange", "microsoft.exchange")),
                    new Known("Zimbra", List.of("zimbra")),
                    new Known("Dovecot", List.of("dovecot")),
                    new Known("Cyrus", List.of("cyrus")),
                    new Known("Courier", List.of("courier")),
                    new Known("Stalwart", List.of("stalwart")),
                    new Known("Apache James", List.of("james")),
                    new Known("MDaemon", List.of("mdaemon")),
                    new Known("hMailServer", List.of("hmailserver")),
                    new Known("Kerio Connect", List.of("kerio")),
                    new Known("HCL Domino", List.of("domino")),
                    new Known("GreenMail", List.of("greenmail")));

    /** Capabilities that servers of one make announce alone. */
    private static final Map<String, String> BY_CAPABILITY =
            Map.of("X-GM-EXT-1", "Gmail", "XYMHIGHESTMODSEQ", "Yahoo");

    private ServerMake() {}

    /** With the evidence; empty where there is none. */
    static Optional<String> of(Capabilities announced, String greeting, Map<String, String> id) {
        for (Map.Entry<String, String> one : BY_CAPABILITY.entrySet()) {
            if (announced.has(one.getKey())) {
                return Optional.of(one.getValue() + ", by its capability " + one.getKey());
            }
        }
        String name = id.getOrDefault("name", "");
        String version = id.getOrDefault("version", "");
        Optional<String> byId = named(name);
        if (byId.isPresent()) {
            return byId.map(
                    make -> make + (version.isBlank() ? "" : " " + version) + ", as it says by ID");
        }
        return named(greeting).map(make -> make + ", by its greeting");
    }

    private static Optional<String> named(String text) {
        String lower = AsciiCase.lower(text);
        return KNOWN.stream()
                .filter(known -> known.words().stream().anyMatch(lower::contains))
                .map(Known::make)
                .findFirst();
    }
}
