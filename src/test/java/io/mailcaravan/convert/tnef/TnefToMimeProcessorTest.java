package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Spool;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The step in routes that know nothing of mailboxes. */
class TnefToMimeProcessorTest {

    private static final byte[] MAIL = TnefMails.mail("one");
    private static final byte[] CONVERTED = TnefMails.converted(MAIL);
    private static final byte[] ORDINARY =
            "Subject: octet-stream\r\n\r\nnothing\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String ROUTES =
            """
            - route:
                from:
                  uri: direct:bean
                  steps: [ { bean: { ref: tnefToMime } }, { process: { ref: seen } } ]
            - route:
                from:
                  uri: direct:process
                  steps: [ { process: { ref: tnefToMime } }, { process: { ref: seen } } ]
            - route:
                from:
                  uri: direct:report
                  steps:
                    - bean: { ref: tnefToMime, method: report }
                    - process: { ref: seen }
            - route:
                from:
                  uri: "file:IN?noop=true"
                  steps:
                    - bean: { ref: tnefToMime }
                    - to: { uri: "file:OUT" }
                    - process: { ref: seen }
            """;

    @TempDir Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    /** What the step behind gets. */
    private record Seen(Object body, byte[] bytes, Map<String, Object> headers) {}

    @BeforeEach
    void start() throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 100);
        context.getRegistry()
                .bind(
                        "tnefToMime",
                        new TnefToMimeProcessor(
                                TnefOptions.DEFAULT, spool, new ConversionMemory(1 << 16)));
        context.getRegistry().bind("seen", (Processor) this::see);
        context.start();
        Path file = folder.resolve("routes.camel.yaml");
        Files.writeString(
                file,
                ROUTES.replace("IN", Files.createDirectory(folder.resolve("in")).toString())
                        .replace("OUT", folder.resolve("out").toString()));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void see(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        seen.add(
                new Seen(
                        body,
                        body instanceof MimeMessage
                                ? null
                                : exchange.getMessage().getBody(byte[].class),
                        Map.copyOf(exchange.getMessage().getHeaders())));
    }

    private Seen send(String route, Object body) throws Exception {
        try (var template = context.createProducerTemplate()) {
            Exchange exchange = template.send(route, one -> one.getMessage().setBody(body));
            assertThat(exchange.getException()).isNull();
            return seen.take();
        }
    }

    private long spooled() throws Exception {
        if (!Files.exists(folder.resolve("spool"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.count();
        }
    }

    static Stream<Object> bodies() throws Exception {
        Path file = Files.createTempFile("mail", ".eml");
        file.toFile().deleteOnExit();
        return Stream.of(
                MAIL,
                new String(MAIL, StandardCharsets.UTF_8),
                new ByteArrayInputStream(MAIL),
                new BufferedInputStream(new ByteArrayInputStream(MAIL)),
                new InputStreamCache(MAIL),
                new MimeMessage((Session) null, new ByteArrayInputStream(MAIL)),
                Files.write(file, MAIL).toFile(),
                file);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyKindOfBodyShouldBeConverted(Object body) throws Exception {
        Seen after = send("direct:bean", body);
        assertThat(after.bytes()).isEqualTo(CONVERTED);
        assertThat(after.headers())
                .containsEntry("CamelTnefOutcome", "converted")
                .containsEntry("CamelMailboxNote", "converted: tnef");
        assertThat(spooled()).isZero();
    }

    @Test
    void processShouldDoTheSame() throws Exception {
        assertThat(send("direct:process", MAIL).bytes()).isEqualTo(CONVERTED);
    }

    @Test
    void rawStreamShouldBecomeAMessage() throws Exception {
        Seen after = send("direct:bean", TnefMails.stream("raw"));
        assertThat(MimeMessageView.of(after.bytes()).fileNames()).containsExactly("a.txt");
    }

    @Test
    void bodyWithoutTnefShouldStayTheSameObject() throws Exception {
        for (Object body :
                new Object[] {
                    ORDINARY,
                    "text",
                    new InputStreamCache(ORDINARY),
                    Map.of("not", "even bytes"),
                    TnefMails.hopeless("cut")
                }) {
            assertThat(send("direct:bean", body).body()).isSameAs(body);
        }
        Seen nothing = send("direct:bean", null);
        assertThat(nothing.body()).isNull();
        assertThat(nothing.headers()).doesNotContainKeys("CamelTnefOutcome", "CamelMailboxNote");
    }

    @Test
    void streamThatCanBeReadOnceShouldBeReadableBehindTheStep() throws Exception {
        assertThat(send("direct:bean", new ByteArrayInputStream(ORDINARY)).bytes())
                .isEqualTo(ORDINARY);
    }

    @Test
    void rejectedMessageShouldSayWhy() throws Exception {
        Seen after = send("direct:bean", TnefMails.hopeless("cut"));
        assertThat(after.headers().get("CamelTnefOutcome")).isEqualTo("rejected");
        assertThat(after.headers().get("CamelMailboxNote").toString())
                .startsWith("not converted: tnef, ");
    }

    @Test
    void messageLargerThanTheMemoryShouldStayAsItIs() throws Exception {
        byte[] large =
                new String(MAIL, StandardCharsets.ISO_8859_1)
                        .concat("x".repeat(1 << 17))
                        .getBytes(StandardCharsets.ISO_8859_1);
        Seen after = send("direct:bean", large);
        assertThat(after.body()).isSameAs(large);
        assertThat(after.headers().get("CamelMailboxNote").toString()).contains("memory");
    }

    @Test
    void reportShouldLeaveTheBodyAlone() throws Exception {
        Seen after = send("direct:report", MAIL);
        assertThat(after.body()).isSameAs(MAIL);
        assertThat(after.headers()).containsEntry("CamelTnefOutcome", "converted");
        assertThat((Map<?, ?>) after.headers().get("CamelTnefReport"))
                .extracting("message_class")
                .isEqualTo("IPM.Note");
    }

    @Test
    void fileShouldBeConvertedFromFolderToFolder() throws Exception {
        Files.write(folder.resolve("in.part"), MAIL);
        Files.move(folder.resolve("in.part"), folder.resolve("in/one.eml"));
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(folder.resolve("out/one.eml")).hasBinaryContent(CONVERTED);
    }
}
