package io.mailcaravan.convert.tnef.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What belongs into the header of a message.
 *
 * @param from the one it is from; {@code sender} the one who sent it, where that is another
 * @param organizer of a meeting, where something names one
 * @param importance 0 low, 1 normal, 2 high
 * @param sensitivity 0 none, 1 personal, 2 private, 3 company confidential
 * @param keywords the categories
 * @param transport the header that the message once came with
 */
public record MessageHeader(
        Optional<String> subject,
        Optional<Mailbox> from,
        Optional<Mailbox> sender,
        Optional<Mailbox> organizer,
        List<Mailbox> replyTo,
        List<Recipient> recipients,
        Optional<Instant> date,
        Optional<String> messageId,
        Optional<String> inReplyTo,
        Optional<String> references,
        int importance,
        int sensitivity,
        List<String> keywords,
        TransportHeader transport) {}
