package io.mailcaravan.discover;

import java.io.IOException;
import java.util.List;

/** Asks DNS. Names in answers are what anybody may have written. */
interface DnsLookup {

    /**
     * Records of type SRV, the preferred first, also {@link ServiceRecord#UNREADABLE} ones; none
     * where there is no such name.
     *
     * @throws IOException where nobody answers, or with an error
     */
    List<ServiceRecord> services(String name) throws IOException;

    /**
     * Hosts of records of type MX, the preferred first, without a dot at their end; empty for a
     * record that cannot be read.
     *
     * @throws IOException where nobody answers, or with an error
     */
    List<String> exchanges(String domain) throws IOException;
}
