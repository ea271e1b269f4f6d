/**
 * Batched, fenced appends to the mailboxes of one end: their folders, the lanes that append to
 * them, what earlier passes have left there, and the ledger's word on all of it. Knows neither
 * Camel nor routes; whoever asks is answered through {@link io.mailcaravan.append.Requester}.
 */
package io.mailcaravan.append;
