/// `Idempotency-Key`: a request that is sent again is not carried out again.
@NullMarked
package dev.latchkey.token.idempotency;

import org.jspecify.annotations.NullMarked;
