/** Writing MIME: parts, their headers, names that are safe, and the same bytes every time. */
package io.mailcaravan.convert.tnef.mime;
