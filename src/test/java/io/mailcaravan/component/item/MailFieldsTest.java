package io.mailcaravan.component.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.testkit.Messages;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailFieldsTest {

    private static final String MAIL =
            """
            Received: from a by b
            Received: from c by d
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from
             far away
            X-Spam-Flag: YES
            List-Id: <users.example.org>
            X-Odd: =?x-nobody?q?=41?=
            To: Bj\u00f6rn <b@example.org>
            broken

            Subject: not this one
            """;

    @TempDir Path folder;

    private final AtomicLong opened = new AtomicLong();

    private Content content(String mail) {
        byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public void close() {}
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subject|Grüße from far away",
                "x-spam-flag|YES",
                "LIST-ID|<users.example.org>",
                "Received|from a by b, from c by d",
                "X-Odd|=?x-nobody?q?=41?=",
                "To|Björn <b@example.org>",
                "Bcc|"
            })
    void fieldShouldBeFoundByItsName(String name, String value) {
        for (String lineEnd : new String[] {"\n", "\r\n"}) {
            MailFields fields = new MailFields(content(MAIL.replace("\n", lineEnd)));
            assertThat(fields.get(name)).isEqualTo(value);
            assertThat(fields.containsKey(name)).isEqualTo(value != null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\nSubject: x", "no colon", ":"})
    void whatIsNoHeaderShouldHaveNoFields(String mail) {
        assertThat(new MailFields(Messages.item(mail).content()).get("subject")).isNull();
    }

    /** A message of gigabytes without an empty line is not taken into memory. */
    @Test
    void readingShouldEnd() {
        AtomicLong read = new AtomicLong();
        Content endless =
                new Content() {
                    @Override
                    public long size() {
                        return Long.MAX_VALUE;
                    }

                    @Override
                    public InputStream open() {
                        return new InputStream() {
                            @Override
                            public int read() {
                                return read.incrementAndGet() % 70 == 0 ? '\n' : 'a';
                            }
                        };
                    }

                    @Override
                    public void close() {}
                };
        assertThat(new MailFields(endless).get("subject")).isNull();
        assertThat(read.get()).isLessThan(2 << 20);
    }

    @Test
    void headerShouldBeReadOnceAndOnlyWhenItIsAskedFor() {
        Content counting = content(MAIL);
        MailFields fields = new MailFields(counting);
        assertThat(fields.toString()).doesNotContain("YES");
        assertThat(opened).hasValue(0);
        assertThat(fields).containsEntry("X-Spam-Flag", "YES").containsKey("to");
        assertThat(opened).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple: \"${header.CamelMailboxFields[X-Spam-Flag]} == 'YES'\"",
                "simple: \"${header.CamelMailboxFields[subject]} contains 'far away'\"",
                "simple: \"${headers.CamelMailboxFields[List-Id]} regex '.*users.*'\""
            })
    void routeShouldChooseByTheFieldsOfTheMail(String condition) throws Exception {
        try (RouteFixture route = new RouteFixture(folder)) {
            route.put("INBOX", Messages.item(MAIL), Messages.plain("another"));
            route.inBlock("- filter: { " + condition + ", steps: [ TO ] }");
            route.start().passOfAlice();
            assertThat(route.atDestination("INBOX")).hasSize(1);
        }
    }
}
