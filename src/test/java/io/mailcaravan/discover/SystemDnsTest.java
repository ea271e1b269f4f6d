package io.mailcaravan.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.address.HostName;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's client and a server on the loopback interface. */
class SystemDnsTest {

    private NameServer server;
    private SystemDns dns;

    @BeforeEach
    void start() throws IOException {
        server = new NameServer();
        dns = new SystemDns(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void preferredServiceShouldComeFirst() throws IOException {
        server.srv("_imaps._tcp.old.example", 20, 0, 993, "later.old.example");
        server.srv("_imaps._tcp.old.example", 10, 1, 993, "light.old.example");
        server.srv("_imaps._tcp.old.example", 10, 5, 1993, "Heavy.Old.Example");
        assertThat(dns.services("_imaps._tcp.old.example"))
                .containsExactly(
                        new ServiceRecord(10, 5, 1993, "heavy.old.example"),
                        new ServiceRecord(10, 1, 993, "light.old.example"),
                        new ServiceRecord(20, 0, 993, "later.old.example"));
    }

    @Test
    void rootAsTargetShouldSayThatThereIsNone() throws IOException {
        server.srv("_imap._tcp.old.example", 0, 0, 0, "");
        assertThat(dns.services("_imap._tcp.old.example"))
                .singleElement()
                .matches(ServiceRecord::isNone);
    }

    @Test
    void nameThatThereIsNotShouldHaveNoRecords() throws IOException {
        assertThat(dns.services("_imaps._tcp.nowhere.example")).isEmpty();
        assertThat(dns.exchanges("nowhere.example")).isEmpty();
    }

    @Test
    void exchangesShouldComeByPreference() throws IOException {
        server.mx("old.example", 20, "mx2.old.example");
        server.mx("old.example", 10, "mx1.old.example");
        assertThat(dns.exchanges("old.example"))
                .containsExactly("mx1.old.example", "mx2.old.example");
    }

    @Test
    void targetWithStrangeCharactersShouldBeNoHost() throws IOException {
        server.srv("_imaps._tcp.old.example", 0, 0, 993, "evil\u001b[2J.example");
        assertThat(dns.services("_imaps._tcp.old.example"))
                .singleElement()
                .matches(record -> !HostName.isDomain(record.target()))
                .extracting(ServiceRecord::port)
                .isEqualTo(993);
    }

    /** So that it is told. */
    @Test
    void recordThatCannotBeReadShouldNotBeDropped() throws IOException {
        server.srv("_imaps._tcp.old.example", 0, 0, 993, "mail old.example");
        server.srv("_imaps._tcp.old.example", 1, 0, 993, "mail.old.example");
        assertThat(dns.services("_imaps._tcp.old.example"))
                .extracting(ServiceRecord::target)
                .containsExactly("mail.old.example", "");
        server.mx("old.example", 0, "mx old.example");
        assertThat(dns.exchanges("old.example")).containsExactly("");
    }

    @Test
    void serverThatFailsShouldBeToldFromOneWithoutRecords() {
        server.fail(2); // SERVFAIL
        assertThatThrownBy(() -> dns.exchanges("old.example"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DNS answers with an error for old.example (MX)");
    }
}
