/** Hosts, servers and addresses: as people write them, and as DNS and settings have them. */
package io.mailcaravan.address;
