package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.stream.Bytes;

/**
 * PidTagHtml.
 *
 * @param stored as in the stream
 * @param charset the name of what it was decoded with
 */
public record HtmlBody(String html, Bytes stored, String charset) {}
