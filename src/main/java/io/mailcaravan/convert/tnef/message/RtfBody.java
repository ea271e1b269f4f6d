package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.rtf.RtfKind;
import java.util.Optional;

/**
 * PidTagRtfCompressed, decompressed.
 *
 * @param html what was taken out or made; empty where it was made from text
 * @param text what was taken out; empty where it is to be made from the HTML
 */
public record RtfBody(byte[] rtf, RtfKind kind, Optional<String> html, Optional<String> text) {}
