/// Generations of an org's root keys for its owners: list, rotate, retire.
@NullMarked
package dev.latchkey.token.generation;

import org.jspecify.annotations.NullMarked;
