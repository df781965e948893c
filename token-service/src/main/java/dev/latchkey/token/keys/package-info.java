/// Root keys of orgs: made, encrypted at rest, held derived in memory.
@NullMarked
package dev.latchkey.token.keys;

import org.jspecify.annotations.NullMarked;
