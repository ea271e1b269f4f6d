package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    /** Header lines, separated by bars. */
    @ParameterizedTest
    @CsvSource({
        "Message-ID: <a>|Date: 1,Message-ID: <b>|Date: 1,true",
        "Message-ID: <a>|Date: 1,message-id : |  <a>|X-Moved: yes|Date: 2,false",
        "Date: 1|Subject: x,Date: 2|Subject: x,true",
        "Date: 1|Subject: x,X-Moved: yes|Date: 1|Subject: x,false",
        "Date: 1|Subject: x,Message-ID: <given by the store>|Date: 1|Subject: x,false",
        "Message-ID: <a>|Date: 1,Date: 2,true",
        "Subject: x,Date: 1|Subject: y,false",
        "Subject: x,Subject: x,false"
    })
    void onlyWhatIsNeitherAddedNorChangedOnTheWayShouldMakeItAnother(
            String one, String other, boolean another) throws Exception {
        assertThat(print(one).isSurelyAnother(print(other))).isEqualTo(another);
        assertThat(print(other).isSurelyAnother(print(one))).isEqualTo(another);
    }

    private static Fingerprint print(String header) throws IOException {
        byte[] message =
                (header.replace("|", "\r\n") + "\r\n\r\nbody").getBytes(StandardCharsets.US_ASCII);
        return Fingerprint.of(new ByteArrayInputStream(message), message.length, Instant.EPOCH);
    }
}
