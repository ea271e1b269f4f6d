package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.rtf.RtfKind;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.Optional;

/**
 * PidTagRtfCompressed, decompressed.
 *
 * @param html what was taken out or made; empty where it was made from text
 * @param text what was taken out; empty where it is to be made from the HTML
 */
public record RtfBody(Bytes rtf, RtfKind kind, Optional<String> html, Optional<String> text) {}
