/** What a TNEF stream says: headers, bodies, attachments and the item, whatever it becomes. */
package io.mailcaravan.convert.tnef.message;
