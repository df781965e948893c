/// Tokens that hold only while their person is logged in: whom their tickets are sealed to.
@NullMarked
package dev.latchkey.token.ticket;

import org.jspecify.annotations.NullMarked;
