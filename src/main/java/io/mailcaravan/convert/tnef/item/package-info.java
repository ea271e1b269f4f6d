/** Appointments, tasks, contacts and reports, in the forms that other programs read. */
package io.mailcaravan.convert.tnef.item;
