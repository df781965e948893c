/// People about themselves.
@NullMarked
package dev.latchkey.session.person;

import org.jspecify.annotations.NullMarked;
