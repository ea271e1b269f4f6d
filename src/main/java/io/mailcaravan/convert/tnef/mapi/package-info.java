/** MAPI properties as TNEF encapsulates them, [MS-OXTNEF] 2.1.3.4, and code pages. */
package io.mailcaravan.convert.tnef.mapi;
