/** Body to body; here, what the steps that do so hand on. */
package io.mailcaravan.convert;
