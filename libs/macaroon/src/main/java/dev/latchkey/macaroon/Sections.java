package dev.latchkey.macaroon;

import java.util.Arrays;

/// Where the fields of each section lie in a macaroon's bytes. Section 0 is the macaroon's own, section n its
/// n-th caveat. Grows only as sections are met, and is never changed once a [Macaroon] holds it.
final class Sections {

    private static final int IDENTIFIER = 0;
    private static final int IDENTIFIER_LENGTH = 1;
    private static final int VID = 2;
    private static final int LOCATION = 3;
    private static final int LOCATION_LENGTH = 4;
    private static final int STRIDE = 5;

    private static final int USUAL = 6;

    private int[] offsets;
    private int count;

    Sections() {
        this(new int[USUAL * STRIDE], 0);
    }

    private Sections(int[] offsets, int count) {
        this.offsets = offsets;
        this.count = count;
    }

    /// A copy with room for one more section.
    Sections extended() {
        return new Sections(Arrays.copyOf(offsets, (count + 1) * STRIDE), count);
    }

    void open() {
        if ((count + 1) * STRIDE > offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        count++;
    }

    /// Notes a field of the section opened last. An offset is never 0: there stands the version.
    void place(int type, int offset, int length) {
        int base = (count - 1) * STRIDE;
        switch (type) {
            case Fields.LOCATION -> {
                offsets[base + LOCATION] = offset;
                offsets[base + LOCATION_LENGTH] = length;
            }
            case Fields.IDENTIFIER -> {
                offsets[base + IDENTIFIER] = offset;
                offsets[base + IDENTIFIER_LENGTH] = length;
            }
            case Fields.VID -> offsets[base + VID] = offset;
            default -> throw new IllegalArgumentException("a field of type " + type + " belongs to no section");
        }
    }

    int count() {
        return count;
    }

    int caveats() {
        return count - 1;
    }

    int identifier(int section) {
        return offsets[section * STRIDE + IDENTIFIER];
    }

    /// 0 until the identifier of this section has been met.
    int identifierLength(int section) {
        return offsets[section * STRIDE + IDENTIFIER_LENGTH];
    }

    boolean isThirdParty(int section) {
        return vid(section) != 0;
    }

    int vid(int section) {
        return offsets[section * STRIDE + VID];
    }

    boolean hasLocation(int section) {
        return location(section) != 0;
    }

    int location(int section) {
        return offsets[section * STRIDE + LOCATION];
    }

    int locationLength(int section) {
        return offsets[section * STRIDE + LOCATION_LENGTH];
    }
}
