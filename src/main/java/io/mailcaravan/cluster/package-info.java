/**
 * Mailboxes spread over several nodes by Quartz's clustered store. Only started with {@code
 * caravan.cluster.enabled=true}; docs/cluster.md has the picture, ADR 9 the reasons.
 */
package io.mailcaravan.cluster;
