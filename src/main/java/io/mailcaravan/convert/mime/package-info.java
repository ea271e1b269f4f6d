/** MIME to MIME: where parts begin and end, and repairs of messages that a store refuses. */
package io.mailcaravan.convert.mime;
