/// Passwords: what may be one, how it is kept, and whether one that was entered is right.
@NullMarked
package dev.latchkey.session.password;

import org.jspecify.annotations.NullMarked;
