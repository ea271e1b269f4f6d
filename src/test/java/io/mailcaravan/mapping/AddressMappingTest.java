package io.mailcaravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressMappingTest {

    @TempDir Path folder;

    private Optional<AddressMapping.Changed> map(byte[] mail, String more) throws IOException {
        Files.writeString(
                folder.resolve("mapping.yaml"),
                """
                message:
                  addresses:
                    rename:
                      bob@old.example: robert@new.example
                      "@old.example": "@new.example"
                      "@bücher.example": "@books.example"
                """
                        + more);
        return new Mappings(folder)
                .get("mapping.yaml")
                .message()
                .addresses()
                .map(Content.of(mail), new Spool(folder.resolve("spool"), 1 << 20));
    }

    private String mapped(String mail) throws IOException {
        return map(mail.getBytes(StandardCharsets.UTF_8), "")
                .map(changed -> StandardCharsets.UTF_8.decode(bytes(changed)).toString())
                .orElse(mail);
    }

    private static ByteBuffer bytes(AddressMapping.Changed changed) {
        try {
            return changed.content().bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bob@old.example | robert@new.example",
                "Bob <BOB@Old.Example> | Bob <robert@new.example>",
                "alice@old.example, bob@old.example | alice@new.example, robert@new.example",
                "\"bob@old.example\" <bob@old.example> | \"robert@new.example\" <robert@new.example>",
                "\"'bob@old.example'\" <bob@old.example> | \"'robert@new.example'\" <robert@new.example>",
                "\"Bob, the old\" <\"bob b\"@old.example> | \"Bob, the old\" <\"bob b\"@new.example>",
                "bob@old.example (at bob@old.example.) | robert@new.example (at robert@new.example.)",
                "rob.bob@old.example | rob.bob@new.example",
                "bob@sub.old.example | bob@sub.old.example",
                "bob@old.example.org | bob@old.example.org",
                "=?utf-8?q?a@old.example?= <x@old.example> | =?utf-8?q?a@old.example?= <x@new.example>",
                "Group: bob@old.example,c@x.example; | Group: robert@new.example,c@x.example;",
                "<@relay.example:bob@old.example> | <@relay.example:robert@new.example>",
                "jo@bücher.example | jo@books.example",
                "undisclosed-recipients:; | undisclosed-recipients:;",
                "@ @old.example a@ | @ @old.example a@"
            })
    void addressesShouldBecomeOthersWhereverTheyStandInAField(String value, String other)
            throws IOException {
        assertThat(mapped("To: " + value + "\r\n\r\nbody"))
                .isEqualTo("To: " + other + "\r\n\r\nbody");
    }

    @Test
    void allOtherBytesShouldStay() throws IOException {
        String mail =
                "Received: by old.example for bob@old.example\r\n"
                        + "from:\tbob@old.example\r\n"
                        + "To: a@x.example,\r\n \tbob@old.example,\n  c@old.example\r\n"
                        + "Message-ID: <1@old.example>\r\n"
                        + "Subject: bob@old.example\r\n"
                        + "CC : bob@old.example\r\n"
                        + "\r\n"
                        + "To: bob@old.example\r\n";
        assertThat(mapped(mail))
                .isEqualTo(
                        "Received: by old.example for bob@old.example\r\n"
                                + "from:\trobert@new.example\r\n"
                                + "To: a@x.example,\r\n \trobert@new.example,\n  c@new.example\r\n"
                                + "Message-ID: <1@old.example>\r\n"
                                + "Subject: bob@old.example\r\n"
                                + "CC : robert@new.example\r\n"
                                + "\r\n"
                                + "To: bob@old.example\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "'\r\nTo: bob@old.example',''",
        "'To: bob@old.example','To: robert@new.example'"
    })
    void messageWithoutBodyOrHeaderShouldBeMappedToo(String mail, String other) throws IOException {
        assertThat(mapped(mail)).isEqualTo(other.isEmpty() ? mail : other);
    }

    @Test
    void changedFieldsShouldBeNamedAndOnlyThoseThatAreAskedForBeChanged() throws IOException {
        byte[] mail =
                "From: bob@old.example\r\nTo: c@x.example\r\nDelivered-To: bob@old.example\r\nCc: a@old.example\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(map(mail, "").orElseThrow().fields()).containsExactly("From", "Cc");
        assertThat(map(mail, "    headers: [ delivered-to ]\n").orElseThrow().fields())
                .containsExactly("Delivered-To");
        assertThat(map(mail, "    headers: []\n")).isEmpty();
    }

    @Test
    void largeMessageShouldBeSpooledAndKeepItsBody() throws IOException {
        byte[] body = "x".repeat(3 << 20).getBytes(StandardCharsets.US_ASCII);
        byte[] mail = join("To: bob@old.example\r\n\r\n", body);
        AddressMapping.Changed changed = map(mail, "").orElseThrow();
        assertThat(changed.content()).isInstanceOf(Content.FileContent.class);
        assertThat(bytes(changed))
                .isEqualTo(ByteBuffer.wrap(join("To: robert@new.example\r\n\r\n", body)));
        changed.content().close();
    }

    private static byte[] join(String header, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
