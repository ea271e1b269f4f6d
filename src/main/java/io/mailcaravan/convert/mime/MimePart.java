package io.mailcaravan.convert.mime;

import java.util.List;

/**
 * A part of a message, or the message itself, once its header has been read. Positions count the
 * bytes of the message.
 *
 * @param number 0 for the message itself; the others as they come, so that a second walk finds them
 *     again
 * @param from where its header begins
 * @param fieldsEnd behind its last header line
 * @param body behind the empty line
 * @param ended whether there is an empty line; without one the body begins where the header ends
 */
public record MimePart(
        int number,
        PartHeader header,
        List<HeaderField> fields,
        long from,
        long fieldsEnd,
        long body,
        boolean ended) {}
