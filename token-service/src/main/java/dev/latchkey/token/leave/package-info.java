/// What becomes of a person's tokens when the person leaves the org.
@NullMarked
package dev.latchkey.token.leave;

import org.jspecify.annotations.NullMarked;
