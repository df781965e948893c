package dev.latchkey.session.org;

import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.Org;

/// What came of founding or changing an org.
sealed interface OrgOutcome {
    record Founded(Org org) implements OrgOutcome {}

    record Changed(Org org) implements OrgOutcome {}

    /// There is, or was, an org of this handle.
    record HandleTaken() implements OrgOutcome {}

    /// It is another version than the caller has read.
    record ChangedMeanwhile() implements OrgOutcome {}

    record Denied(Denial denial) implements OrgOutcome {}
}
