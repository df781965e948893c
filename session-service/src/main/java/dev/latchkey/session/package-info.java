/// People, orgs, logins, devices and sessions: who a person is, and whether they are logged in right now.
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
