package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import ezvcard.Ezvcard;
import ezvcard.VCard;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactsTest {

    private static final String ADDRESS = "00062004-0000-0000-c000-000000000046";

    private static VCard card(MapiBuilder properties) {
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Contact")
                        .properties(properties.string(0x3001, "Ann"))
                        .bytes();
        return Ezvcard.parse(Converted.of(stream).view().cards().getFirst()).first();
    }

    @Test
    void peopleAndPlacesAroundAContactShouldBeKept() {
        byte[] children =
                MapiBuilder.counted(
                        "Tim\0".getBytes(StandardCharsets.UTF_16LE),
                        "Tom\0".getBytes(StandardCharsets.UTF_16LE));
        VCard card =
                card(
                        new MapiBuilder()
                                .string(0x3A48, "Bob")
                                .string(0x3A4E, "Boss")
                                .string(0x3A30, "Helper")
                                .property(0x101F, 0x3A58, children)
                                .string(0x3A19, "Room 7")
                                .string(0x3A43, "Chess")
                                .string(0x3A2D, "+49 2")
                                .namedString(ADDRESS, 0x804F, "of the user")
                                .namedString(ADDRESS, 0x80D8, "https://example.org/fb"));

        assertThat(card.getRelations())
                .extracting(
                        related ->
                                related.getTypes().getFirst().getValue() + " " + related.getText())
                .containsExactly(
                        "spouse Bob", "x-manager Boss", "agent Helper", "child Tim", "child Tom");
        assertThat(card.getAddresses().getFirst().getExtendedAddress()).isEqualTo("Room 7");
        assertThat(card.getHobbies().getFirst().getValue()).isEqualTo("Chess");
        assertThat(card.getTelephoneNumbers().getFirst().getText()).isEqualTo("+49 2");
        assertThat(card.getExtendedProperty("X-MS-USER1").getValue()).isEqualTo("of the user");
        assertThat(card.getFbUrls().getFirst().getValue()).isEqualTo("https://example.org/fb");
    }

    /** An invariant: whatever text the contact has, the card has it as well. */
    @Test
    void everyTextOfAContactShouldBeInItsCard() {
        List<Integer> ids =
                List.of(
                        0x3A45, 0x3A06, 0x3A44, 0x3A11, 0x3A05, 0x3A4F, 0x3A16, 0x3A18, 0x3A17,
                        0x3A08, 0x3A1B, 0x3A57, 0x3A2E, 0x3A02, 0x3A09, 0x3A2F, 0x3A1C, 0x3A1E,
                        0x3A1F, 0x3A1A, 0x3A21, 0x3A24, 0x3A25, 0x3A5D, 0x3A59, 0x3A5C, 0x3A5B,
                        0x3A5A, 0x3A63, 0x3A5F, 0x3A62, 0x3A61, 0x3A60, 0x3A51, 0x3A50, 0x3A48,
                        0x3A46, 0x3A4E, 0x3A30, 0x3A19, 0x3A43, 0x3A1D, 0x3A2D, 0x3A4B, 0x3A2C,
                        0x3A23, 0x3A5E, 0x3A64, 0x3A4C, 0x3A0A, 0x3A0C, 0x3A0D, 0x3A00, 0x3A4A,
                        0x3A07, 0x3A10, 0x3A47, 0x3A49);
        List<Integer> lids =
                List.of(
                        0x8045, 0x8046, 0x8047, 0x8048, 0x8049, 0x804A, 0x8062, 0x802B, 0x802C,
                        0x802D, 0x802E, 0x804F, 0x8050, 0x8051, 0x8052, 0x80D8);
        MapiBuilder properties = new MapiBuilder();
        ids.forEach(id -> properties.string(id, "value-%x".formatted(id)));
        lids.forEach(lid -> properties.namedString(ADDRESS, lid, "value-%x".formatted(lid)));

        String text = Ezvcard.write(card(properties)).go().replaceAll("\r?\n ", "");

        ids.forEach(id -> assertThat(text).contains("value-%x".formatted(id)));
        lids.forEach(lid -> assertThat(text).contains("value-%x".formatted(lid)));
    }

    @Test
    void addressInOnePieceShouldBeKept() {
        assertThat(
                        card(new MapiBuilder()
                                        .namedString(ADDRESS, 0x801B, "Main Street 1\nBerlin"))
                                .getAddresses()
                                .getFirst()
                                .getStreetAddress())
                .isEqualTo("Main Street 1\nBerlin");
        assertThat(
                        card(new MapiBuilder().string(0x3A15, "Somewhere 2"))
                                .getAddresses()
                                .getFirst()
                                .getStreetAddress())
                .isEqualTo("Somewhere 2");
    }

    @ParameterizedTest
    @CsvSource({
        "1980-02-02T23:00:00Z", // midnight in Berlin
        "1980-02-02T10:00:00Z", // in Kiritimati
        "1980-02-03T08:00:00Z", // in Los Angeles
        "1980-02-03T00:00:00Z",
        "1980-02-03T11:59:00Z", // of no zone
    })
    void birthdayShouldNeverBeADayEarly(String time) {
        assertThat(card(new MapiBuilder().time(0x3A42, time)).getBirthday().getDate())
                .isEqualTo(LocalDate.of(1980, 2, 3));
    }

    @Test
    void localDateShouldWinOverATimeInSomeZone() {
        VCard card =
                card(
                        new MapiBuilder()
                                .time(0x3A42, "1980-02-02T23:00:00Z")
                                .namedTime(ADDRESS, 0x80DE, "1980-02-04T00:00:00Z")
                                .namedTime(ADDRESS, 0x80DF, "2001-05-06T00:00:00Z"));

        assertThat(card.getBirthday().getDate()).isEqualTo(LocalDate.of(1980, 2, 4));
        assertThat(card.getAnniversary().getDate()).isEqualTo(LocalDate.of(2001, 5, 6));
    }

    @Test
    void addressBehindAnExchangeNameShouldBeFound() {
        assertThat(
                        card(new MapiBuilder()
                                        .namedString(ADDRESS, 0x8083, "/o=x/cn=ann")
                                        .namedString(ADDRESS, 0x8084, "Ann (ann@example.org)"))
                                .getEmails()
                                .getFirst()
                                .getValue())
                .isEqualTo("ann@example.org");
    }
}
