/// Who is asking, by the session cookie; found once per request.
@NullMarked
package dev.latchkey.session.caller;

import org.jspecify.annotations.NullMarked;
