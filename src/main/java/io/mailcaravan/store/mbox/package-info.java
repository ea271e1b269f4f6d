/**
 * The store {@code mbox}: many messages in one file, each begun by a {@code From } line: one file a
 * mailbox, a tree of files as Thunderbird keeps it, or Google Takeout's one file with labels.
 */
package io.mailcaravan.store.mbox;
