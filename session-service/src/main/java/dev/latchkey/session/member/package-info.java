/// The members of an org: their roles, leaving and removal, and whether they can act at all.
@NullMarked
package dev.latchkey.session.member;

import org.jspecify.annotations.NullMarked;
