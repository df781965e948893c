/// Who the services are to each other where no cluster says it: the issuer of service JWTs, and the secret files.
@NullMarked
package dev.latchkey.embedded.identity;

import org.jspecify.annotations.NullMarked;
