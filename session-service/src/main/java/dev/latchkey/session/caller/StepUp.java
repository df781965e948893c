package dev.latchkey.session.caller;

import dev.latchkey.access.Kind;

/// The acts on orgs and members that want fresh proof when they are done through a login: whoever finds a browser open,
/// or copies the token of a login, must not be able to do them. This is the one place that lists them.
///
/// A personal, deploy or OAuth token is no login: it has no proof to renew, and its caveats bound it.
public enum StepUp {
    /// Making somebody an owner, or an owner something else; removing, disabling or inviting one.
    OWNER_CHANGE,
    /// Another policy for the org.
    POLICY;

    /// Whether the caller has to prove again who they are before this.
    public boolean isDueFor(Caller caller) {
        return switch (this) {
            case OWNER_CHANGE, POLICY -> isStale(caller);
        };
    }

    private static boolean isStale(Caller caller) {
        return switch (caller) {
            case Caller.WithToken(var _, var _, var kind, var _) -> kind == Kind.SESSION;
        };
    }
}
