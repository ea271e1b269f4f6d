/**
 * What configuration says of a server that talks IMAP, declared and read once for all stores that
 * have one.
 */
package io.mailcaravan.imap.settings;
