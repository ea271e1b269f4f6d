/** What a conversion found, as maps that can be printed as JSON. */
package io.mailcaravan.convert.tnef.report;
