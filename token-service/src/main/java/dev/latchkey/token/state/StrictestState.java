package dev.latchkey.token.state;

import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import java.time.Instant;
import java.util.Optional;

/// What stands in for a state that this version cannot read: of all that can be said of such a key, what lets nothing
/// through.
///
/// A newer version may have written that something has ended. To skip it would be to go on accepting it.
final class StrictestState {
    private static final String REASON = "its state was written by a newer version";

    private StrictestState() {}

    /// The change, if its state is of the kind that its key is about.
    static StateChanged checked(StateChanged change) {
        return of(change.key(), change.state().since())
                .filter(strictest -> strictest.getClass() != change.state().getClass())
                .map(strictest -> new StateChanged(change.key(), change.revision(), strictest))
                .orElse(change);
    }

    /// Empty for a key about which this version decides nothing.
    static Optional<State> of(String key, Instant since) {
        return switch (key.substring(0, Math.max(0, key.indexOf(':')))) {
            case "token" -> Optional.of(State.OfToken.of(State.Stand.SUSPENDED, since));
            case "key" -> Optional.of(new State.OfKey(true, since));
            case "session" -> Optional.of(new State.OfSession(since));
            case "member" -> Optional.of(new State.OfMember(State.Highest.NONE, since, null));
            case "app" -> Optional.of(new State.OfApp(State.Dial.SUSPENDED, since, null, REASON, null));
            case "org" -> Optional.of(new State.OfOrg(since, 0.0, 0.0));
            default -> Optional.empty();
        };
    }
}
