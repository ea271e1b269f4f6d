/**
 * Sessions that outlive a lost connection: signing in once a pass, waiting as a server asks,
 * listing a folder whose server breaks off. Knows neither the ledger nor a protocol.
 */
package io.mailcaravan.session;
