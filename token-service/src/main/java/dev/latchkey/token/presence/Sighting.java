package dev.latchkey.token.presence;

/// What was last heard of one run of a verifier.
///
/// @param applied every change up to this revision had been applied
/// @param last whether it said that it stops
record Sighting(Run run, long applied, boolean last) {
    Sighting(String id, String boot, long applied, boolean last) {
        this(new Run(id, boot), applied, last);
    }

    /// One run of a verifier. An earlier one of the same name may still be answering.
    record Run(String id, String boot) {}
}
