package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDateTest {

    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @Test
    void topmostReceivedShouldCountAsTheNewest() throws IOException {
        assertThat(
                        date(
                                """
                                Return-Path: <a@x>
                                Received: from a (b [192.0.2.1]; helo) by c with SMTP id 1;
                                 Tue, 1 Jul 2003 10:52:37 +0200 (CEST)
                                Received: from z by y; Mon, 30 Jun 2003 10:00:00 +0000
                                Date: Sun, 29 Jun 2003 10:00:00 +0000

                                Received: x; Thu, 1 Jan 2015 00:00:00 +0000
                                """))
                .contains(new MessageDate(Instant.parse("2003-07-01T08:52:37Z"), "Received"));
    }

    @Test
    void unreadableReceivedShouldGiveWayToTheNextAndThenToTheDate() throws IOException {
        assertThat(
                        date(
                                """
                                Date: Sun, 29 Jun 2003 10:00:00 +0000
                                Received: by a; 31 Feb 2003 10:00:00 +0000
                                Received: by b; Mon, 30 Jun 2003 10:00:00 +0000
                                """))
                .contains(new MessageDate(Instant.parse("2003-06-30T10:00:00Z"), "Received"));
        assertThat(
                        date(
                                """
                                date : Sun, 29 Jun 2003 10:00:00 +0000
                                Received: by a
                                """))
                .contains(new MessageDate(Instant.parse("2003-06-29T10:00:00Z"), "Date"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "29 Jun 03 10:00 EST              | 2003-06-29T15:00:00Z",
                "Sun, 29-June-2003 10:00:00 -0330 | 2003-06-29T13:30:00Z",
                "Sun Jun 29 10:00:01 2003         | 2003-06-29T10:00:01Z",
                "Sun, 29 Jun 103 10:00:60 GMT     | 2003-06-29T10:00:59Z",
            })
    void formsOfOldProgramsShouldBeRead(String value, Instant date) throws IOException {
        assertThat(date("Date: " + value + "\n\n")).map(MessageDate::date).contains(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 Jan 1970 00:00:00 +0000",
                "1 Jan 2038 00:00:00 +0000",
                "31 Jun 2003 10:00:00 +0000",
                "1 Jun 2003 25:00:00 +0000",
                "1 Jun 2003 10:00:00 +9900",
                "1 Foo 2003 10:00:00 +0000",
                "yesterday"
            })
    void whatCannotBeShouldBeNoDate(String value) throws IOException {
        assertThat(date("Date: " + value + "\n\n")).isEmpty();
    }

    @Test
    void unknownDateShouldSurviveBeingKeptInSeconds() {
        ItemHead head = new ItemHead(Uid.MIN, Flags.NONE, InternalDate.UNKNOWN, 1);

        assertThat(head.hasDate()).isFalse();
        assertThat(Instant.ofEpochSecond(head.internalDate().getEpochSecond()))
                .isEqualTo(InternalDate.UNKNOWN);
        assertThat(InternalDate.isKnown(Instant.EPOCH)).isTrue();
    }

    private static Optional<MessageDate> date(String message) throws IOException {
        byte[] bytes = message.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        return MessageDate.of(new ByteArrayInputStream(bytes), NOW);
    }
}
