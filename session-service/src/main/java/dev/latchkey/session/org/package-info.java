/// Orgs: founded by a person, named, and what they decide about tokens and logins.
@NullMarked
package dev.latchkey.session.org;

import org.jspecify.annotations.NullMarked;
