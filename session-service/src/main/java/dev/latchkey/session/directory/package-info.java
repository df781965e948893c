/// Orgs, people and memberships: their records, their rows, and who somebody is in an org.
@NullMarked
package dev.latchkey.session.directory;

import org.jspecify.annotations.NullMarked;
