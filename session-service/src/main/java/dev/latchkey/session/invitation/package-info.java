/// Invitations into an org: made by owners and admins, shown once, accepted by whoever proves to be meant.
@NullMarked
package dev.latchkey.session.invitation;

import org.jspecify.annotations.NullMarked;
