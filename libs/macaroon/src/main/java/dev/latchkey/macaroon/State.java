package dev.latchkey.macaroon;

/// Where in `02 [LOCATION] IDENTIFIER EOS { [LOCATION] IDENTIFIER [VID] EOS } EOS SIGNATURE` the parser stands
/// between two fields: which types may follow, and how many bytes the grammar asks at least from there.
///
/// Types strictly increase in a section because no state admits a smaller or equal one.
enum State {
    /// In front of the first field.
    BEGIN(39),
    /// Behind the macaroon's own location.
    BEGIN_LOCATED(39),
    /// Behind the macaroon's own identifier.
    OWN(36),
    /// In front of a caveat, or of the EOS that ends them.
    BETWEEN(35),
    /// Behind a caveat's location.
    LOCATED(39),
    /// Behind a caveat's identifier, with no location in front of it.
    CAVEAT(36),
    /// Behind a caveat's identifier and location. Without a VID next this is malformed, but a VID is never
    /// presumed.
    LOCATED_CAVEAT(36),
    /// Behind a VID.
    THIRD_PARTY(36),
    /// Behind the last EOS: nothing but the signature is missing.
    LAST(34),
    /// Behind the signature.
    DONE(0),
    /// A first-party caveat with a location has ended.
    STRAY_LOCATION(0),
    /// The type has no place here.
    REFUSED(0);

    private final int least;

    State(int least) {
        this.least = least;
    }

    int least() {
        return least;
    }

    State after(int type) {
        return switch (this) {
            case BEGIN -> opening(type, BEGIN_LOCATED, OWN);
            case BEGIN_LOCATED -> type == Fields.IDENTIFIER ? OWN : REFUSED;
            case OWN, THIRD_PARTY -> type == Fields.EOS ? BETWEEN : REFUSED;
            case BETWEEN -> type == Fields.EOS ? LAST : opening(type, LOCATED, CAVEAT);
            case LOCATED -> type == Fields.IDENTIFIER ? LOCATED_CAVEAT : REFUSED;
            case CAVEAT -> ending(type, BETWEEN);
            case LOCATED_CAVEAT -> ending(type, STRAY_LOCATION);
            case LAST -> type == Fields.SIGNATURE ? DONE : REFUSED;
            case DONE, STRAY_LOCATION, REFUSED -> REFUSED;
        };
    }

    /// Whether a field of a known type that is admitted here opens a section.
    boolean opensSection(int type) {
        return (this == BEGIN || this == BETWEEN) && type != Fields.EOS;
    }

    private static State opening(int type, State located, State identified) {
        return switch (type) {
            case Fields.LOCATION -> located;
            case Fields.IDENTIFIER -> identified;
            default -> REFUSED;
        };
    }

    private static State ending(int type, State firstParty) {
        return switch (type) {
            case Fields.VID -> THIRD_PARTY;
            case Fields.EOS -> firstParty;
            default -> REFUSED;
        };
    }
}
