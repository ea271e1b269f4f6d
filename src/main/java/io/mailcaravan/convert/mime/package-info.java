/** MIME to MIME: repairs of messages that a store refuses. */
package io.mailcaravan.convert.mime;
