/** The stores: one package an adapter, each serving as source and as destination. */
package io.mailcaravan.store;
