package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.message.Mailbox;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a program wrote where an address belongs, what comes out can be answered to. */
class AddressesTest {

    private static final List<String> ADDRESSES =
            List.of(
                    "ann@example.org",
                    "a@b",
                    "o'brien@example.org",
                    "ann+list=x/y@mail.example.org",
                    "IMCEAEX-_O=ORG_CN=ANN@example.org");

    private static final List<String> NAMES =
            List.of("Ann", "Lee, Ann", "Ann (Sales) Lee", "Åsa \"A\" Lee", "", "Ann <Boss>");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, Ann (ann@example.org), Ann, ann@example.org",
                "``, ann@example.org <ann@example.org>, ann@example.org, ann@example.org",
                "`ann@b.c <ann@b.c>`, `ann@b.c <ann@b.c>`, ann@b.c, ann@b.c",
                "Ann, `\"Ann\" <ann@example.org>`, Ann, ann@example.org",
                "Ann (ann@example.org), /o=x/cn=ann, Ann, ann@example.org",
                "``, Ann [SMTP:ann@example.org], Ann, ann@example.org",
                "``, 'ann@example.org', ``, ann@example.org",
                "``, <ann@example.org>, ``, ann@example.org",
                "``, `Lee, Ann (ann@example.org) (work)`, `Lee, Ann (work)`, ann@example.org",
                "Ann, MAILTO:ann@example.org, Ann, ann@example.org",
                "Bob (bob@x.org), ann@y.org, Bob (bob@x.org), ann@y.org",
            })
    void addressShouldBeTakenOutOfWhatIsAroundIt(
            String name, String email, String shown, String address) {
        Mailbox mailbox = new Mailbox(name, email);

        assertThat(mailbox.hasSmtp()).isTrue();
        assertThat(mailbox.email()).isEqualTo(address);
        assertThat(mailbox.name()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "Ann, /o=x/cn=ann@y",
        "Ann, Ann Lee/Sales@Notes",
        "Ann, +49 30 1",
        "@, @@",
        "x, x@"
    })
    void whatIsNoAddressShouldNotBecomeOne(String name, String email) {
        assertThat(new Mailbox(name, email).hasSmtp()).isFalse();
    }

    /** An invariant, for forms that nobody has listed. */
    @Test
    void anyFormShouldBecomeAValidAddressInFromToAndAttendee() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
            String form = form(random, address);
            boolean inName = random.nextInt(4) == 0;
            String name = inName ? form : NAMES.get(random.nextInt(NAMES.size()));
            String email = inName ? "/o=org/cn=ann" : form;

            Converted converted = Converted.of(meeting(name, email));
            MimeMessage mail =
                    new MimeMessage(
                            Session.getInstance(new Properties()),
                            new ByteArrayInputStream(converted.bytes()));

            String what = name + " | " + email;
            valid(mail.getFrom(), address, what);
            valid(mail.getRecipients(RecipientType.TO), address, what);
            assertThat(converted.view().calendars().getFirst().replace("\r\n ", ""))
                    .as(what)
                    .containsPattern("ATTENDEE.*:mailto:" + java.util.regex.Pattern.quote(address))
                    .containsPattern(
                            "ORGANIZER.*:mailto:" + java.util.regex.Pattern.quote(address));
        }
    }

    private static String form(Random random, String address) {
        String name = NAMES.get(random.nextInt(NAMES.size())).replace("<Boss>", "").strip();
        return switch (random.nextInt(8)) {
            case 0 -> name + " (" + address + ")";
            case 1 -> name + " <" + address + ">";
            case 2 -> address + " <" + address + ">";
            case 3 -> "'" + address + "'";
            case 4 -> "SMTP:" + address;
            case 5 -> name + " [mailto: " + address + " ]";
            case 6 -> "\"" + name.replace("\"", "") + "\"<" + address + ">";
            default -> address;
        };
    }

    private static void valid(Address[] addresses, String address, String what) throws Exception {
        assertThat(addresses).as(what).hasSize(1);
        InternetAddress only = (InternetAddress) addresses[0];
        if (address.contains(".")) {
            only.validate();
        }
        assertThat(only.getAddress()).as(what).isEqualTo(address);
    }

    private static byte[] meeting(String name, String email) {
        return new TnefBuilder()
                .messageClass("IPM.Schedule.Meeting.Request")
                .recipients(
                        new MapiBuilder()
                                .integer(0x0C15, 1)
                                .string(0x3001, name)
                                .string(0x3003, email))
                .properties(
                        new MapiBuilder()
                                .string(0x0042, name)
                                .string(0x0065, email)
                                .namedTime(MapiBuilder.APPOINTMENT, 0x820D, "2024-03-01T09:00:00Z"))
                .bytes();
    }
}
