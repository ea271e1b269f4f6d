package io.mailcaravan.discover;

import io.mailcaravan.address.HostName;
import io.mailcaravan.address.ServerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of type SRV. Those of IMAP (RFC 6186, RFC 8314) lead to servers; others are told only.
 *
 * @param service for example {@code _imaps._tcp}
 * @param tls how its servers are reached by IMAP; empty where they are not
 */
record ServiceClues(DnsLookup dns, String service, Optional<String> tls) implements ClueSource {

    /** That are told. */
    private static final int MOST_RECORDS = 5;

    @Override
    public Clues ask(MailDomain domain) {
        Clues clues = new Clues();
        String said = "SRV " + service + "." + domain.name() + ": ";
        try {
            List<ServiceRecord> records = dns.services(service + "." + domain.name());
            records.stream()
                    .limit(MOST_RECORDS)
                    .forEach(record -> tell(domain, said, record, clues));
            if (records.size() > MOST_RECORDS) {
                clues.tell(said + (records.size() - MOST_RECORDS) + " more: passed over");
            }
        } catch (IOException e) {
            clues.fail("SRV " + service + ": " + e.getMessage());
        }
        return clues;
    }

    private void tell(MailDomain domain, String said, ServiceRecord record, Clues clues) {
        if (record.isNone()) {
            // of the other services most domains have none
            tls.ifPresent(none -> clues.tell(said + "there is no such service, the domain says"));
        } else if (!HostName.isDomain(record.target())) {
            clues.tell(said + "what is no name of a host: passed over");
        } else if (!ServerAddress.isPort(record.port())) {
            clues.tell(said + record.target() + " with a port that is none: passed over");
        } else if (tls.isEmpty()) {
            clues.tell(said + record.target() + ":" + record.port() + " (not tried)");
        } else {
            server(domain, said, record, clues);
        }
    }

    private void server(MailDomain domain, String said, ServiceRecord record, Clues clues) {
        boolean own = domain.owns(record.target());
        ServerAddress server = new ServerAddress(record.target(), record.port(), tls.orElseThrow());
        clues.tell(
                said
                        + server
                        + (own
                                ? ""
                                : ", a host of another domain. DNS can be forged (RFC 6186, 6):"
                                        + " make sure that it is yours before a password is sent"
                                        + " there"),
                new Candidate(server, UserForm.UNKNOWN, own, "SRV " + service, Map.of()));
    }
}
