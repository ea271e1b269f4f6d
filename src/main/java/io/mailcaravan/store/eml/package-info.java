/**
 * The store {@code eml}: a file a message, in directories that are the folders; as a source also
 * out of a zip archive.
 */
package io.mailcaravan.store.eml;
