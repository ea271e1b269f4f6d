/** TNEF ({@code winmail.dat}) to MIME: what Outlook wrapped becomes an ordinary message. */
package io.mailcaravan.convert.tnef;
