/// Which service is calling, and what it may call: service JWTs and the table of internal endpoints.
@NullMarked
package dev.latchkey.kit.identity;

import org.jspecify.annotations.NullMarked;
