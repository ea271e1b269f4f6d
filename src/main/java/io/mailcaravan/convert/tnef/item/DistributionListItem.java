package io.mailcaravan.convert.tnef.item;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.property.Kind;
import ezvcard.property.Member;
import ezvcard.property.Note;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.OneOffEntry;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A personal distribution list, [MS-OXOCNTC] 2.2.2, as a vCard of the kind group. */
record DistributionListItem(TnefMessage message) implements OutlookItem {

    private static final int FIRST = 3;

    static boolean is(TnefMessage message) {
        return message.messageClass().is("IPM.DistList");
    }

    private String name() {
        return message.properties()
                .string(Lid.address(0x8053))
                .or(() -> message.header().subject())
                .orElse("");
    }

    /** The one-off form says everything; the other may point into a folder that is not here. */
    private List<Mailbox> members() {
        List<Bytes> oneOffs = message.properties().binaries(Lid.address(0x8054));
        List<Bytes> members = message.properties().binaries(Lid.address(0x8055));
        List<Mailbox> mailboxes = new ArrayList<>();
        for (Bytes member : oneOffs.isEmpty() ? members : oneOffs) {
            OneOffEntry.of(member).ifPresent(mailboxes::add);
        }
        return mailboxes;
    }

    @Override
    public Map<String, Object> facts() {
        List<Mailbox> members = members();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "distribution-list");
        facts.put("name", name());
        facts.put("members", members.size());
        facts.put(
                "first_members",
                members.stream().limit(FIRST).map(DistributionListItem::facts).toList());
        return facts;
    }

    private static Map<String, String> facts(Mailbox member) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", member.name());
        facts.put("email", member.email());
        return facts;
    }

    @Override
    public Optional<ItemFile> file(Surroundings around) {
        VCard card = new VCard(VCardVersion.V4_0);
        card.setKind(Kind.group());
        card.setFormattedName(CalendarText.clean(name()));
        for (Mailbox member : members()) {
            if (member.hasSmtp()) {
                card.addMember(
                        new Member("mailto:" + member.email().replaceAll("[\\s\\p{Cc}]", "")));
            }
        }
        // MEMBER has room for an address only; the names would be lost
        card.addNote(new Note(CalendarText.clean(list())));
        String text = CardText.write(card);
        return Optional.of(new ItemFile("text/vcard", "list.vcf", false, text));
    }

    private String list() {
        return members().stream()
                .map(member -> member.name() + " <" + member.email() + ">")
                .collect(Collectors.joining("\n"));
    }
}
