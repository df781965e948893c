package dev.latchkey.macaroon;

/// The field types of the V2 format and the lengths each may have.
final class Fields {

    static final int EOS = 0;
    static final int LOCATION = 1;
    static final int IDENTIFIER = 2;
    static final int VID = 4;
    static final int SIGNATURE = 6;

    static boolean known(int type) {
        return type == EOS || type == LOCATION || type == IDENTIFIER || type == VID || type == SIGNATURE;
    }

    /// The least length a field of this type can have; what an unread length counts as.
    static int least(int type) {
        return switch (type) {
            case LOCATION -> 0;
            case VID -> Limits.VID;
            case SIGNATURE -> Limits.SIGNATURE;
            default -> 1;
        };
    }

    static int most(int type) {
        return switch (type) {
            case LOCATION -> Limits.MAX_LOCATION;
            case VID -> Limits.VID;
            case SIGNATURE -> Limits.SIGNATURE;
            default -> Limits.MAX_FIELD;
        };
    }

    private Fields() {}
}
