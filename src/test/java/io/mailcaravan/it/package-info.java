/** The program as users run it: a process of its own, between real servers, with real faults. */
package io.mailcaravan.it;
