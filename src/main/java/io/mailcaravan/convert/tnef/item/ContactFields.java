package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyName;
import io.mailcaravan.convert.tnef.mapi.PropertySet;
import io.mailcaravan.convert.tnef.message.Mailbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a contact keeps what, [MS-OXOCNTC] 2.2.1; the names are those of reports. */
final class ContactFields {

    /** Report name to property id. */
    private static final Map<String, Object> FIELDS = new LinkedHashMap<>();

    /** The three addresses: address and type of each; 0x8083 is PidLidEmail1EmailAddress. */
    private static final int[] EMAILS = {0x8083, 0x8093, 0x80A3};

    static {
        FIELDS.put("display_name", 0x3001);
        FIELDS.put("prefix", 0x3A45);
        FIELDS.put("given", 0x3A06);
        FIELDS.put("middle", 0x3A44);
        FIELDS.put("surname", 0x3A11);
        FIELDS.put("generation", 0x3A05);
        FIELDS.put("nickname", 0x3A4F);
        FIELDS.put("company", 0x3A16);
        FIELDS.put("department", 0x3A18);
        FIELDS.put("title", 0x3A17);
        FIELDS.put("business_phone", 0x3A08);
        FIELDS.put("business_phone2", 0x3A1B);
        FIELDS.put("company_phone", 0x3A57);
        FIELDS.put("assistant_phone", 0x3A2E);
        FIELDS.put("callback_phone", 0x3A02);
        FIELDS.put("home_phone", 0x3A09);
        FIELDS.put("home_phone2", 0x3A2F);
        FIELDS.put("mobile", 0x3A1C);
        FIELDS.put("car_phone", 0x3A1E);
        FIELDS.put("other_phone", 0x3A1F);
        FIELDS.put("primary_phone", 0x3A1A);
        FIELDS.put("pager", 0x3A21);
        FIELDS.put("business_fax", 0x3A24);
        FIELDS.put("home_fax", 0x3A25);
        FIELDS.put("radio_phone", 0x3A1D);
        FIELDS.put("isdn", 0x3A2D);
        FIELDS.put("tty", 0x3A4B);
        FIELDS.put("telex", 0x3A2C);
        FIELDS.put("primary_fax", 0x3A23);
        FIELDS.put("file_under", Lid.address(0x8005));
        FIELDS.put("work_street", Lid.address(0x8045));
        FIELDS.put("work_city", Lid.address(0x8046));
        FIELDS.put("work_state", Lid.address(0x8047));
        FIELDS.put("work_postcode", Lid.address(0x8048));
        FIELDS.put("work_country", Lid.address(0x8049));
        FIELDS.put("work_box", Lid.address(0x804A));
        FIELDS.put("work_address", Lid.address(0x801B));
        FIELDS.put("home_street", 0x3A5D);
        FIELDS.put("home_city", 0x3A59);
        FIELDS.put("home_state", 0x3A5C);
        FIELDS.put("home_postcode", 0x3A5B);
        FIELDS.put("home_country", 0x3A5A);
        FIELDS.put("home_box", 0x3A5E);
        FIELDS.put("home_address", Lid.address(0x801A));
        FIELDS.put("other_street", 0x3A63);
        FIELDS.put("other_city", 0x3A5F);
        FIELDS.put("other_state", 0x3A62);
        FIELDS.put("other_postcode", 0x3A61);
        FIELDS.put("other_country", 0x3A60);
        FIELDS.put("other_box", 0x3A64);
        FIELDS.put("other_address", Lid.address(0x801C));
        FIELDS.put("postal_address", 0x3A15);
        FIELDS.put("office", 0x3A19);
        FIELDS.put("business_url", 0x3A51);
        FIELDS.put("personal_url", 0x3A50);
        FIELDS.put("web_page", Lid.address(0x802B));
        FIELDS.put("ftp_site", 0x3A4C);
        FIELDS.put("free_busy", Lid.address(0x80D8));
        FIELDS.put("im_address", Lid.address(0x8062));
        FIELDS.put("spouse", 0x3A48);
        FIELDS.put("profession", 0x3A46);
        FIELDS.put("manager", 0x3A4E);
        FIELDS.put("assistant", 0x3A30);
        FIELDS.put("hobbies", 0x3A43);
        FIELDS.put("initials", 0x3A0A);
        FIELDS.put("language", 0x3A0C);
        FIELDS.put("location", 0x3A0D);
        FIELDS.put("account", 0x3A00);
        FIELDS.put("customer_id", 0x3A4A);
        FIELDS.put("government_id", 0x3A07);
        FIELDS.put("organization_id", 0x3A10);
        FIELDS.put("referred_by", 0x3A47);
        FIELDS.put("computer", 0x3A49);
        FIELDS.put("billing", PropertyName.of(PropertySet.COMMON, 0x8535));
        FIELDS.put("mileage", PropertyName.of(PropertySet.COMMON, 0x8534));
        FIELDS.put("phonetic_given", Lid.address(0x802C));
        FIELDS.put("phonetic_surname", Lid.address(0x802D));
        FIELDS.put("phonetic_company", Lid.address(0x802E));
        FIELDS.put("user1", Lid.address(0x804F));
        FIELDS.put("user2", Lid.address(0x8050));
        FIELDS.put("user3", Lid.address(0x8051));
        FIELDS.put("user4", Lid.address(0x8052));
    }

    private ContactFields() {}

    /** Those that the contact has, in a fixed order. */
    static Map<String, String> read(Properties properties) {
        Map<String, String> values = new LinkedHashMap<>();
        FIELDS.forEach((name, key) -> properties.string(key).ifPresent(v -> values.put(name, v)));
        List<String> emails = emails(properties);
        for (int i = 0; i < emails.size(); i++) {
            values.put("email" + (i + 1), emails.get(i));
        }
        return values;
    }

    private static List<String> emails(Properties properties) {
        List<String> emails = new ArrayList<>();
        for (int lid : EMAILS) {
            Mailbox email =
                    new Mailbox(
                            // of a colleague the address is an Exchange name, and this has it
                            properties.string(Lid.address(lid + 1)).orElse(""),
                            properties.string(Lid.address(lid)).orElse(""));
            if (email.hasSmtp()) {
                emails.add(email.email());
            }
        }
        return emails;
    }
}
