package dev.latchkey.macaroon;

/// Reads one V2 macaroon in canonical form: one loop over its fields, no recursion, no exception, and no memory
/// asked for on the word of a length that has not been filled.
final class Parser {

    private static final int VERSION = 2;
    private static final int STOPPED = -1;

    private final Source source;
    private final byte[] bytes;
    private final Sections sections = new Sections();
    private State state = State.BEGIN;
    private int position;
    private Reading outcome = new Reading.Truncated(0, 1 + State.BEGIN.least(), false);

    Parser(Source source) {
        this.source = source;
        this.bytes = source.bytes();
    }

    Reading read() {
        boolean more = version();
        while (more) {
            more = field();
        }
        return outcome;
    }

    /// The sections met so far, also if the reading ended badly.
    Sections sections() {
        return sections;
    }

    private boolean version() {
        if (!source.has(1)) {
            return cut(1 + State.BEGIN.least());
        }
        position = 1;
        return bytes[0] == VERSION || malformed(Rule.VERSION, 0);
    }

    /// Reads one field and says whether another one is due.
    private boolean field() {
        int start = position;
        int type = type();
        if (type == STOPPED) {
            return false;
        }
        State next = state.after(type);
        if (!admitted(type, next, start)) {
            return false;
        }
        if (type == Fields.EOS) {
            state = next;
            return true;
        }
        int length = length(type, next);
        return length != STOPPED && contents(type, length, next);
    }

    private boolean contents(int type, int length, State next) {
        if (!source.has(position + length)) {
            return cut(position + length + next.least());
        }
        if (type == Fields.SIGNATURE) {
            outcome = source.whole(sections, position + length);
            return false;
        }
        if (state.opensSection(type)) {
            sections.open();
        }
        sections.place(type, position, length);
        position += length;
        state = next;
        return true;
    }

    private int type() {
        int start = position;
        if (!source.has(start + 1) || (bytes[start] < 0 && !source.has(start + 2))) {
            cut(start + state.least());
            return STOPPED;
        }
        return varint();
    }

    private boolean admitted(int type, State next, int start) {
        if (!Fields.known(type)) {
            return malformed(Rule.FIELD_TYPE, start);
        }
        return switch (next) {
            case REFUSED -> malformed(Rule.FIELD_ORDER, start);
            // The length of a location is one byte, its type too: the field begins two bytes before its contents.
            case STRAY_LOCATION -> malformed(Rule.LOCATION_ON_FIRST_PARTY, sections.location(sections.count() - 1) - 2);
            default ->
                !state.opensSection(type)
                        || sections.count() <= Limits.MAX_CAVEATS
                        || malformed(Rule.TOO_MANY_CAVEATS, start);
        };
    }

    private int length(int type, State next) {
        int start = position;
        if (!source.has(start + 1)) {
            cut(start + 1 + Fields.least(type) + next.least());
            return STOPPED;
        }
        int low = bytes[start] & 0xff;
        if (low >= 0x80 && !source.has(start + 2)) {
            // Of the lengths that begin like this only 128 + 7 bits can be legal, which is what the byte says unsigned.
            cut(start + 2 + Math.clamp(low, Fields.least(type), Fields.most(type)) + next.least());
            return STOPPED;
        }
        int length = varint();
        if (length != STOPPED && (length < Fields.least(type) || length > Fields.most(type))) {
            malformed(Rule.LENGTH, start);
            return STOPPED;
        }
        return length;
    }

    /// A LEB128 varint whose one or two bytes are there, minimal, or nothing.
    private int varint() {
        int start = position;
        int low = bytes[start] & 0xff;
        if (low < 0x80) {
            position = start + 1;
            return low;
        }
        int high = bytes[start + 1] & 0xff;
        if (high == 0 || high >= 0x80) {
            malformed(Rule.VARINT, start);
            return STOPPED;
        }
        position = start + 2;
        return (high << 7) | (low & 0x7f);
    }

    private boolean cut(int needed) {
        outcome = source.shortfall(needed, state == State.LAST);
        return false;
    }

    private boolean malformed(Rule rule, int index) {
        outcome = source.malformed(rule, index);
        return false;
    }
}
