/// Macaroons: the libmacaroons V2 wire format, the HMAC chain, third-party caveats and binding. Knows nothing
/// of Latchkey.
@NullMarked
package dev.latchkey.macaroon;

import org.jspecify.annotations.NullMarked;
