package io.mailcaravan.convert.tnef.item;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.parameter.AddressType;
import ezvcard.parameter.EmailType;
import ezvcard.parameter.RelatedType;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Address;
import ezvcard.property.Anniversary;
import ezvcard.property.Birthday;
import ezvcard.property.FreeBusyUrl;
import ezvcard.property.Gender;
import ezvcard.property.Note;
import ezvcard.property.Organization;
import ezvcard.property.Related;
import ezvcard.property.StructuredName;
import ezvcard.property.Uid;
import io.mailcaravan.convert.tnef.mapi.PropertyName;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A contact, [MS-OXOCNTC], and its vCard 4. */
record ContactItem(TnefMessage message) implements OutlookItem {

    private static final int BIRTHDAY = 0x3A42;
    private static final int WEDDING = 0x3A41;
    private static final PropertyName BIRTHDAY_LOCAL = Lid.address(0x80DE);
    private static final PropertyName WEDDING_LOCAL = Lid.address(0x80DF);
    private static final int CHILDREN = 0x3A58;
    private static final int GENDER = 0x3A4D;

    /** What vCard has no word for; the names are those that other programs use, where any do. */
    private static final Map<String, String> EXTENSIONS = new LinkedHashMap<>();

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
        phone("primary_fax", TelephoneType.FAX);
        phone("radio_phone", TelephoneType.VOICE);
        phone("isdn", TelephoneType.VOICE);
        phone("tty", TelephoneType.TEXTPHONE);
        EXTENSIONS.put("im_address", "X-MS-IMADDRESS");
        EXTENSIONS.put("phonetic_given", "X-PHONETIC-FIRST-NAME");
        EXTENSIONS.put("phonetic_surname", "X-PHONETIC-LAST-NAME");
        EXTENSIONS.put("phonetic_company", "X-PHONETIC-ORG");
        for (String field :
                List.of(
                        "telex",
                        "initials",
                        "language",
                        "location",
                        "account",
                        "customer_id",
                        "government_id",
                        "organization_id",
                        "referred_by",
                        "computer",
                        "billing",
                        "mileage",
                        "user1",
                        "user2",
                        "user3",
                        "user4")) {
            EXTENSIONS.put(field, "X-MS-" + field.toUpperCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** Of a structured address. */
    private static final List<String> PARTS =
            List.of("_street", "_city", "_state", "_postcode", "_country", "_box");

    private static final int MOST_CHILDREN = 100;

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
        if (card.getAddresses().isEmpty()) {
            address(card, fields, "postal", null);
        }
        fieldTo(fields, "business_url", card::addUrl);
        fieldTo(fields, "personal_url", card::addUrl);
        fieldTo(fields, "web_page", card::addUrl);
        fieldTo(fields, "ftp_site", card::addUrl);
        fieldTo(fields, "free_busy", url -> card.addFbUrl(new FreeBusyUrl(url)));
        fieldTo(fields, "hobbies", card::addHobby);
        EXTENSIONS.forEach(
                (field, extension) ->
                        fieldTo(fields, field, v -> card.addExtendedProperty(extension, v)));
        people(card, fields);
        gender().ifPresent(card::setGender);
        date(BIRTHDAY_LOCAL, BIRTHDAY).ifPresent(day -> card.setBirthday(new Birthday(day)));
        date(WEDDING_LOCAL, WEDDING).ifPresent(day -> card.setAnniversary(new Anniversary(day)));
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
        address.setStreetAddress(clean(fields.get(place + "_street")));
        address.setLocality(clean(fields.get(place + "_city")));
        address.setRegion(clean(fields.get(place + "_state")));
        address.setPostalCode(clean(fields.get(place + "_postcode")));
        address.setCountry(clean(fields.get(place + "_country")));
        address.setPoBox(clean(fields.get(place + "_box")));
        if (PARTS.stream().noneMatch(part -> fields.containsKey(place + part))) {
            // as written in one piece: nobody can tell which line is what
            address.setStreetAddress(clean(fields.get(place + "_address")));
        }
        if (AddressType.WORK.equals(type)) {
            address.setExtendedAddress(clean(fields.get("office"))); // as Outlook exports it
        }
        if (type != null) {
            address.getTypes().add(type);
        }
        boolean said =
                Stream.concat(PARTS.stream(), Stream.of("_address"))
                        .anyMatch(part -> fields.containsKey(place + part));
        if (said || (AddressType.WORK.equals(type) && fields.containsKey("office"))) {
            card.addAddress(address);
        }
    }

    /** RFC 6350 6.6.6; it has no word for a manager. */
    private void people(VCard card, Map<String, String> fields) {
        fieldTo(fields, "spouse", name -> related(card, name, RelatedType.SPOUSE));
        fieldTo(fields, "manager", name -> related(card, name, RelatedType.get("x-manager")));
        fieldTo(fields, "assistant", name -> related(card, name, RelatedType.AGENT));
        message.properties().strings(CHILDREN).stream()
                .limit(MOST_CHILDREN)
                .filter(name -> !name.isBlank())
                .forEach(name -> related(card, CalendarText.clean(name), RelatedType.CHILD));
    }

    private static void related(VCard card, String name, RelatedType type) {
        Related related = new Related();
        related.setText(name);
        related.getTypes().add(type);
        card.addRelated(related);
    }

    private Optional<Gender> gender() {
        return switch (message.properties().integer(GENDER).orElse(0)) {
            case 1 -> Optional.of(Gender.female());
            case 2 -> Optional.of(Gender.male());
            default -> Optional.empty();
        };
    }

    /** The day that was meant, whatever the zone of the one who wrote it down. */
    private Optional<LocalDate> date(PropertyName local, int id) {
        Optional<LocalDate> day =
                message.properties()
                        .time(local)
                        .map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC));
        return day.or(() -> message.properties().time(id).map(Times::localDay));
    }

    private static String clean(String value) {
        return value == null ? null : CalendarText.clean(value);
    }

    private static void fieldTo(
            Map<String, String> fields, String name, java.util.function.Consumer<String> to) {
        String value = fields.get(name);
        if (value != null) {
            to.accept(CalendarText.clean(value));
        }
    }
}
