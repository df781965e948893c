/// Who is asking: a presented token is authenticated by token-service, which alone can verify it.
@NullMarked
package dev.latchkey.session.caller;

import org.jspecify.annotations.NullMarked;
