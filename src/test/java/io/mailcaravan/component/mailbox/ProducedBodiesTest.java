package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Login;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of bodies that come from no mailbox. */
class ProducedBodiesTest {

    private static final String TO = "mailbox:new?createFolders=true&mailbox=alice@acme.example";

    private static final String MAIL =
            "From: a@x.example\r\nSubject: hello\r\nMessage-ID: <1@x>\r\n\r\nthe body\r\n";

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void start() throws Exception {
        route = new RouteFixture(folder).start();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private void send(Object body) throws Exception {
        try (ProducerTemplate template = route.context().createProducerTemplate()) {
            template.sendBodyAndHeaders(TO, body, Map.of());
        }
    }

    private void assertArrived() throws Exception {
        assertThat(route.atDestination("INBOX")).singleElement().asString().endsWith("\n" + MAIL);
    }

    @Test
    void mailOfAMailComponentShouldArriveWithHeaderAndBody() throws Exception {
        send(
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(MAIL.getBytes(StandardCharsets.US_ASCII))));
        assertArrived();
    }

    @Test
    void streamShouldArriveAsItIs() throws Exception {
        send(new ByteArrayInputStream(MAIL.getBytes(StandardCharsets.US_ASCII)));
        assertArrived();
    }

    @Test
    void textShouldArriveAsItIs() throws Exception {
        send(MAIL);
        assertArrived();
    }

    @Test
    void whatCannotBeBytesShouldFailAndNotArriveEmpty() throws Exception {
        for (Object body : new Object[] {null, new Object()}) {
            assertThatThrownBy(() -> send(body))
                    .hasStackTraceContaining("the body cannot be read as bytes");
        }
        assertThat(RouteFixture.counts(route.destination, Login.of(RouteFixture.MAILBOX)).values())
                .allMatch(count -> count == 0);
    }
}
