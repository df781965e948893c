/// Usage: coalesced uses become last-used records, and the records are read, searched and paged.
@NullMarked
package dev.latchkey.audit.usage;

import org.jspecify.annotations.NullMarked;
