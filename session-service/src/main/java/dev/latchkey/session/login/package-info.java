/// Logging in, proving again who one is, and logging out. Every method of logging in ends here.
@NullMarked
package dev.latchkey.session.login;

import org.jspecify.annotations.NullMarked;
