/// Sessions that have ended, told by session-service.
@NullMarked
package dev.latchkey.token.session;

import org.jspecify.annotations.NullMarked;
