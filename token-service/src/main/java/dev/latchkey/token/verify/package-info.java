/// The doors to the verifier: verify and whoami.
@NullMarked
package dev.latchkey.token.verify;

import org.jspecify.annotations.NullMarked;
