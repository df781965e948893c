/// What requests of several features have in common.
@NullMarked
package dev.latchkey.session.request;

import org.jspecify.annotations.NullMarked;
