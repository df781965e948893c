/// audit-service: the events of tokens and their uses become last-used records that can be read, searched and paged.
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
