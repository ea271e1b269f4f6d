package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.Person;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.time.Instant;
import java.util.Optional;

/** The message that a report is about. */
record ReportedMessage(TnefMessage report) {

    private Properties properties() {
        return report.properties();
    }

    Optional<String> subject() {
        return properties()
                .string(PropertyId.ORIGINAL_SUBJECT)
                .or(() -> properties().string(PropertyId.NORMALIZED_SUBJECT))
                .or(() -> properties().string(PropertyId.CONVERSATION_TOPIC))
                .or(() -> report.header().subject());
    }

    Optional<Mailbox> sender() {
        Optional<Mailbox> represented = Person.ORIGINAL_REPRESENTED.in(properties());
        return represented
                .filter(Mailbox::hasSmtp)
                .or(() -> Person.ORIGINAL_SENDER.in(properties()))
                .or(() -> represented);
    }

    /** The names that its To field showed, with semicolons between them. */
    Optional<String> to() {
        return properties().string(PropertyId.ORIGINAL_DISPLAY_TO);
    }

    Optional<Instant> sent() {
        return properties().time(PropertyId.ORIGINAL_SUBMIT_TIME);
    }

    Optional<Instant> delivered() {
        return properties()
                .time(PropertyId.ORIGINAL_DELIVERY_TIME)
                .or(() -> properties().time(PropertyId.DELIVER_TIME));
    }

    Optional<String> id() {
        return properties()
                .string(PropertyId.ORIGINAL_MESSAGE_ID)
                .or(() -> report.header().inReplyTo())
                .map(id -> id.replaceAll("[^\\x21-\\x7E]", ""));
    }
}
