package io.mailcaravan.report;

/**
 * Items that failed for one kind of reason.
 *
 * @param kind see {@link io.mailcaravan.ledger.FailureKind}
 */
public record ReasonCount(String kind, long items) {}
