/// The one feed of verifiers: what has happened to tokens and keys since they were issued.
@NullMarked
package dev.latchkey.token.state;

import org.jspecify.annotations.NullMarked;
