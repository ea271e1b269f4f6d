package io.mailcaravan.convert.tnef.item;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.parameter.AddressType;
import ezvcard.parameter.EmailType;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Address;
import ezvcard.property.Anniversary;
import ezvcard.property.Birthday;
import ezvcard.property.Note;
import ezvcard.property.Organization;
import ezvcard.property.StructuredName;
import ezvcard.property.Uid;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A contact, [MS-OXOCNTC], and its vCard 4. */
record ContactItem(TnefMessage message) implements Item {

    private static final int BIRTHDAY = 0x3A42;
    private static final int WEDDING = 0x3A41;

    private static final Map<String, TelephoneType[]> PHONES = new LinkedHashMap<>();

    static {
        phone("business_phone", TelephoneType.WORK, TelephoneType.VOICE);
        phone("business_phone2", TelephoneType.WORK, TelephoneType.VOICE);
        phone("company_phone", TelephoneType.WORK, TelephoneType.VOICE);
        phone("assistant_phone", TelephoneType.WORK, TelephoneType.VOICE);
        phone("callback_phone", TelephoneType.VOICE);
        phone("home_phone", TelephoneType.HOME, TelephoneType.VOICE);
        phone("home_phone2", TelephoneType.HOME, TelephoneType.VOICE);
        phone("mobile", TelephoneType.CELL);
        phone("car_phone", TelephoneType.CELL);
        phone("other_phone", TelephoneType.VOICE);
        phone("primary_phone", TelephoneType.VOICE);
        phone("pager", TelephoneType.PAGER);
        phone("business_fax", TelephoneType.WORK, TelephoneType.FAX);
        phone("home_fax", TelephoneType.HOME, TelephoneType.FAX);
    }

    private static void phone(String name, TelephoneType... types) {
        PHONES.put(name, types);
    }

    static boolean is(TnefMessage message) {
        return message.messageClass().is("IPM.Contact");
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "contact");
        facts.putAll(ContactFields.read(message.properties()));
        return facts;
    }

    @Override
    public Optional<ItemFile> file(Surroundings around) {
        Map<String, String> fields = ContactFields.read(message.properties());
        String text = CardText.write(card(fields));
        return Optional.of(new ItemFile("text/vcard", "contact.vcf", false, text));
    }

    private VCard card(Map<String, String> fields) {
        VCard card = new VCard(VCardVersion.V4_0);
        String name =
                Optional.ofNullable(fields.get("display_name"))
                        .or(() -> message.header().subject())
                        .orElse(fields.getOrDefault("company", ""));
        card.setFormattedName(CalendarText.clean(name));
        // the same for the same contact, so that a second copy replaces the first
        card.setUid(
                new Uid(
                        "urn:uuid:"
                                + UUID.nameUUIDFromBytes(
                                        fields.toString().getBytes(StandardCharsets.UTF_8))));
        name(card, fields);
        organization(card, fields);
        PHONES.forEach(
                (field, types) -> fieldTo(fields, field, v -> card.addTelephoneNumber(v, types)));
        for (int i = 1; i <= 3; i++) {
            fieldTo(fields, "email" + i, v -> card.addEmail(v, EmailType.INTERNET));
        }
        address(card, fields, "work", AddressType.WORK);
        address(card, fields, "home", AddressType.HOME);
        address(card, fields, "other", null);
        fieldTo(fields, "business_url", card::addUrl);
        fieldTo(fields, "personal_url", card::addUrl);
        fieldTo(fields, "im_address", v -> card.addExtendedProperty("X-MS-IMADDRESS", v));
        date(BIRTHDAY).ifPresent(day -> card.setBirthday(new Birthday(day)));
        date(WEDDING).ifPresent(day -> card.setAnniversary(new Anniversary(day)));
        message.bodies()
                .readable()
                .ifPresent(text -> card.addNote(new Note(CalendarText.clean(text).strip())));
        List<String> keywords = Keywords.of(message.properties());
        if (!keywords.isEmpty()) {
            card.setCategories(keywords.toArray(String[]::new));
        }
        return card;
    }

    private static void name(VCard card, Map<String, String> fields) {
        StructuredName name = new StructuredName();
        name.setFamily(fields.get("surname"));
        name.setGiven(fields.get("given"));
        fieldTo(fields, "middle", name.getAdditionalNames()::add);
        fieldTo(fields, "prefix", name.getPrefixes()::add);
        fieldTo(fields, "generation", name.getSuffixes()::add);
        card.setStructuredName(name);
        fieldTo(fields, "nickname", card::setNickname);
    }

    private static void organization(VCard card, Map<String, String> fields) {
        if (fields.containsKey("company") || fields.containsKey("department")) {
            Organization organization = new Organization();
            organization.getValues().add(fields.getOrDefault("company", ""));
            fieldTo(fields, "department", organization.getValues()::add);
            card.setOrganization(organization);
        }
        fieldTo(fields, "title", card::addTitle);
        fieldTo(fields, "profession", card::addRole);
    }

    private static void address(
            VCard card, Map<String, String> fields, String place, AddressType type) {
        Address address = new Address();
        address.setStreetAddress(fields.get(place + "_street"));
        address.setLocality(fields.get(place + "_city"));
        address.setRegion(fields.get(place + "_state"));
        address.setPostalCode(fields.get(place + "_postcode"));
        address.setCountry(fields.get(place + "_country"));
        if (type != null) {
            address.getTypes().add(type);
        }
        if (fields.keySet().stream()
                .anyMatch(
                        field ->
                                field.startsWith(place + "_")
                                        && !field.endsWith("phone")
                                        && !field.endsWith("phone2")
                                        && !field.endsWith("fax"))) {
            card.addAddress(address);
        }
    }

    private Optional<LocalDate> date(int id) {
        Optional<Instant> time = message.properties().time(id);
        return time.map(t -> LocalDate.ofInstant(t, ZoneOffset.UTC));
    }

    private static void fieldTo(
            Map<String, String> fields, String name, java.util.function.Consumer<String> to) {
        String value = fields.get(name);
        if (value != null) {
            to.accept(CalendarText.clean(value));
        }
    }
}
