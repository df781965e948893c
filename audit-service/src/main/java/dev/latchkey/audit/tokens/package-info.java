/// What a person may see of each token, projected from `latchkey.tokens`.
@NullMarked
package dev.latchkey.audit.tokens;

import org.jspecify.annotations.NullMarked;
