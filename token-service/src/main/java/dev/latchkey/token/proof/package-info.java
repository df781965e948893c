/// That a change has reached every verifier, or which of them it has not.
@NullMarked
package dev.latchkey.token.proof;

import org.jspecify.annotations.NullMarked;
