/** Numbers for items of stores whose ids are no numbers, kept beside the ledger. */
package io.mailcaravan.ledger.numbering;
