/**
 * What stores on disk share: files that are no links, durable writes, locks, line ends, the place
 * of a mailbox and the state of one that is open, and what errors of the file system mean. Knows
 * the domain only.
 */
package io.mailcaravan.disk;
