package io.mailcaravan.discover;

import io.mailcaravan.address.HostName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Records of type MX: who receives the domain's mail may be a known provider. */
record ExchangeClues(DnsLookup dns) implements ClueSource {

    /** That are told. */
    private static final int MOST_RECORDS = 5;

    @Override
    public Clues ask(MailDomain domain) {
        Clues clues = new Clues();
        String said = "MX " + domain.name() + ": ";
        try {
            List<String> hosts = dns.exchanges(domain.name());
            if (hosts.isEmpty()) {
                clues.tell(said + "none");
            }
            hosts.stream().limit(MOST_RECORDS).forEach(host -> tell(said, host, clues));
            if (hosts.size() > MOST_RECORDS) {
                clues.tell(said + (hosts.size() - MOST_RECORDS) + " more: passed over");
            }
        } catch (IOException e) {
            clues.fail("MX: " + e.getMessage());
        }
        return clues;
    }

    private static void tell(String said, String host, Clues clues) {
        Optional<MailProvider> provider = MailProvider.of(host);
        if (host.equals(".")) {
            clues.tell(said + "the domain takes no mail");
        } else if (!HostName.isDomain(host)) {
            clues.tell(said + "what is no name of a host: passed over");
        } else if (provider.isPresent()) {
            MailProvider known = provider.get();
            String note = known.note().isEmpty() ? "" : "; " + known.note();
            clues.tell(said + host + " (" + known.name() + note + ")", known.candidate(host));
        } else {
            clues.tell(said + host);
        }
    }
}
