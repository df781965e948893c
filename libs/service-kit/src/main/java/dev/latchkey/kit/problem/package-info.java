/// RFC 9457 problem details: the one shape of every refusal on the REST interface.
@NullMarked
package dev.latchkey.kit.problem;

import org.jspecify.annotations.NullMarked;
