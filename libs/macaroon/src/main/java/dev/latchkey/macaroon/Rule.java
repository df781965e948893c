package dev.latchkey.macaroon;

/// The rule of the canonical V2 form that a malformed text breaks.
///
/// The signature covers the contents of identifiers, predicates and verification ids, but neither the framing
/// around them nor any location, and base64 has spellings of its own. Were every spelling accepted, one
/// macaroon would have many texts; so as few as interoperability allows are read, and the first rule that is
/// broken, left to right, is named.
public enum Rule {
    /// The first byte is not `02`.
    VERSION("version"),
    /// A field type other than `00`, `01`, `02`, `04` and `06`.
    FIELD_TYPE("field-type"),
    /// Field types do not strictly increase in a section, the identifier is missing, or the field has no place
    /// there.
    FIELD_ORDER("field-order"),
    /// A type or length that a shorter varint could have said (`85 00`), or that is longer than two bytes.
    VARINT("varint"),
    /// A length outside [Limits]. Named as soon as the length is read, however little of the field is there.
    LENGTH("length"),
    /// A location, even an empty one, in a caveat without a verification id.
    LOCATION_ON_FIRST_PARTY("location-on-first-party"),
    /// More than [Limits#MAX_CAVEATS] caveats.
    TOO_MANY_CAVEATS("too-many-caveats"),
    /// The macaroon goes on behind [Limits#MAX_TEXT] characters, or [Limits#MAX_BYTES] bytes.
    TOO_LONG("too-long"),
    /// Something follows the signature.
    TRAILING("trailing"),
    /// A character outside the URL-safe base64 alphabet of RFC 4648 §5: `+` and `/` too, and every blank.
    ALPHABET("alphabet"),
    /// A `=` where the length asks for none, or fewer of them than it asks for. None at all is always right.
    PADDING("padding"),
    /// The bits of the last character that belong to no byte are not zero.
    SPARE_BITS("spare-bits");

    private final String slug;

    Rule(String slug) {
        this.slug = slug;
    }

    /// The stable name on the wire: lower case, words joined by `-`.
    public String slug() {
        return slug;
    }
}
