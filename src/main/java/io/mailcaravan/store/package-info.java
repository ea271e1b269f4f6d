/** The stores: one package an adapter. Each serves as source; most as destination, too. */
package io.mailcaravan.store;
