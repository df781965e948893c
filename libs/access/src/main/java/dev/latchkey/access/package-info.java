/// What a Latchkey token says and allows: text form, identifier, hint, caveat registry, request to verdict.
@NullMarked
package dev.latchkey.access;

import org.jspecify.annotations.NullMarked;
