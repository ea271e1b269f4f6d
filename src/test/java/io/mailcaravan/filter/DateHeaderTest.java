package io.mailcaravan.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 1 Jan 2018 00:30:00 +0200          | 2018-01-01",
                "01 JAN 18 00:30 GMT                     | 2018-01-01",
                "Fri, 31 Dec 99 23:00:00 EST             | 1999-12-31",
                "Fri, 31 Dec 101 23:00:00 EST            | 2001-12-31",
                "Tuesday, 3-April-2012 10:00:00 (CEST)   | 2012-04-03",
                "Tue,  3 Apr  2012 10:00:00              | 2012-04-03"
            })
    void dayShouldBeReadAsWritten(String value, LocalDate day) {
        assertThat(DateHeader.parse(value)).contains(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31 Jun 2018 10:00", "2018-01-01", "10:20:30", "1 Foo 2018"})
    void whatIsNoDateShouldBeNone(String value) {
        assertThat(DateHeader.parse(value)).isEmpty();
    }

    @Test
    void foldedHeaderShouldBeReadAndTheBodyLeftAlone() throws IOException {
        assertThat(
                        DateHeader.day(
                                stream("Subject: x\r\ndate :\r\n Mon,\r\n 1 Jan 2018 0:0\r\n\r\n")))
                .contains(LocalDate.of(2018, 1, 1));
        assertThat(DateHeader.day(stream("Subject: x\n\nDate: 1 Jan 2018\n"))).isEmpty();
        assertThat(DateHeader.day(stream("Date: 1 Jan 2018"))).contains(LocalDate.of(2018, 1, 1));
    }

    @Test
    void filterShouldLookAtTheHeader() throws IOException {
        ItemFilter filter = ItemFilter.of("2018-01-01", "2019-01-01", "DATE_HEADER", "", "");

        assertThat(filter.excludedByDateHeader(stream("Date: 31 Dec 2017 23:00 -1000\r\n\r\n")))
                .contains("dated 2017-12-31, before since=2018-01-01");
        assertThat(filter.excludedByDateHeader(stream("Date: 1 Jan 2018 1:0 +1000\r\n\r\n")))
                .isEmpty();
        assertThat(filter.excludedByDateHeader(stream("Date: 1 Jan 2019 1:0 +1000\r\n\r\n")))
                .contains("dated 2019-01-01, not before before=2019-01-01");
        assertThat(filter.excludedByDateHeader(stream("Subject: no date\r\n\r\n"))).isEmpty();
        assertThat(
                        ItemFilter.of("2018-01-01", "", "", "", "")
                                .excludedByDateHeader(stream("Date: 1 Jan 2001\r\n\r\n")))
                .isEmpty();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
