/** Bodies in RTF: compression [MS-OXRTFCP], encapsulated HTML and text [MS-OXRTFEX], real RTF. */
package io.mailcaravan.convert.tnef.rtf;
