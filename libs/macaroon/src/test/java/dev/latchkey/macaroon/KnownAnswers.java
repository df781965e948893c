package dev.latchkey.macaroon;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;

/// Published or independently verified macaroons: text form, and what they are made of. Latchkey's own texts
/// stand here without prefix and suffix.
final class KnownAnswers {

    static final String A_ROOT_KEY = "this is our super secret key; only we should know it";
    static final String A_IDENTIFIER = "we used our secret key";
    static final String BANK = "http://mybank/";
    static final String A = "AgEOaHR0cDovL215YmFuay8CFndlIHVzZWQgb3VyIHNlY3JldCBrZXkAAhRhY2NvdW50ID0gMzczNTkyODU1OQAC"
            + "F3RpbWUgPCAyMDQyLTAxLTAxVDAwOjAwAAIZZW1haWwgPSBhbGljZUBleGFtcGxlLm9yZwAABiCwW_EBldmo6bKR"
            + "sbIvJSvJ6W6hBlQLLO45T3ZlyWQKYA";

    static final String B_ROOT_KEY = "this is a different super-secret key; never use the same secret twice";
    static final String B_IDENTIFIER = "we used our other secret key";
    static final String B_CAVEAT_KEY = "4; guaranteed random by a fair toss of the dice";
    static final String B_CID = "this was how we remind auth of key/pred";
    static final String B_VID = "00".repeat(24)
            + "d36ec502e05886d1f0279f055fa52554d16d16c1b14074bbb83ff0fdd79dc2fe098f0ed4a2b091130e6b5db46a20a86b";

    /// A deploy token with four caveats; its last characters look like the separator of a suffix.
    static final String C = "AgInMWQ0LmFjbWUuMS4wMW0zdGM1aDAwMnZqOTYwdnFhaHE5em54cS4tAAIKb3JnID0gYWNtZQACDmFjY2VzcyA9"
            + "IHdyaXRlAAITcmVzb3VyY2UgPSBhcHBzL3dlYgACIHRpbWUtYmVmb3JlIDIwMjctMDEtMDFUMDA6MDA6MDBaAAAG"
            + "IIg6TxqITXSmCY5J5pjjKtU05IIjeKG-C5b_HwOwLU__";

    static final String D_TICKET =
            "lkt1.Z8ov_dy1_TrBjXnLzm9bgzusIsaCWyWjeLA3O64DZvJiVMYyHsusZ-Sb4NqcnledpZ1Kd42-yY4JbqlS6nq"
                    + "Ru5o8MC2EFQTUTTF8qC7D7CWEX7Cg9-QRDnnpSxccjGq-Dy1tIRko2Bdf4k9evwc-kNB8etM";
    /// A personal token that needs a live session.
    static final String D = "AgIyMXA0LmFjbWUuMS4wMW0zdGM1aDAwbW16c3dwOTFucmo5YTgwYS5oYTB5Z3prc2NjZjYAAgpvcmcgPSBhY21l"
            + "AAINYWNjZXNzID0gcmVhZAACIHRpbWUtYmVmb3JlIDIwMjctMDEtMDFUMDA6MDA6MDBaAAEQbGF0Y2hrZXkvc2Vz"
            + "c2lvbgKgAWxrdDEuWjhvdl9keTFfVHJCalhuTHptOWJnenVzSXNhQ1d5V2plTEEzTzY0RFp2SmlWTVl5SHN1c1ot"
            + "U2I0TnFjbmxlZHBaMUtkNDIteVk0SmJxbFM2bnFSdTVvOE1DMkVGUVRVVFRGOHFDN0Q3Q1dFWDdDZzktUVJEbm5w"
            + "U3hjY2pHcS1EeTF0SVJrbzJCZGY0azlldndjLWtOQjhldE0ESAABAgMEBQYHCAkKCwwNDg8QERITFBUWF0Q_7zPv"
            + "rSF7VHH_Y5wSOtyggnayY5eHeOOnkoYCKd0i4KYEHKzc_Wf73KvlzLaEggAABiBkmsREcMlYco0xYIWlO2CuJiSa"
            + "l6Fz9fzwBVa7WbWgyQ";

    /// The discharge of D, bound to it.
    static final String X = "AgKgAWxrdDEuWjhvdl9keTFfVHJCalhuTHptOWJnenVzSXNhQ1d5V2plTEEzTzY0RFp2SmlWTVl5SHN1c1otU2I0"
            + "TnFjbmxlZHBaMUtkNDIteVk0SmJxbFM2bnFSdTVvOE1DMkVGUVRVVFRGOHFDN0Q3Q1dFWDdDZzktUVJEbm5wU3hj"
            + "Y2pHcS1EeTF0SVJrbzJCZGY0azlldndjLWtOQjhldE0AAiB0aW1lLWJlZm9yZSAyMDI2LTEwLTAxVDA4OjEwOjAw"
            + "WgACHHNlc3Npb24gPSBzZXNfMW5idzRyMG14ZmU4MXkAAAYg7wZr9oC_x-RzJB5fmSGe_2WFzo7lMsBITcdN3hV0"
            + "46M";
    static final String X_UNBOUND_SIGNATURE = "90f27129269510504beeb65e3f069777be783320d744d17a9f06ea90cd179be9";

    /// A token whose last seven characters look like a suffix.
    static final String E = "AgInMWQxLmFjbWUuMS4wMW0zdGM1aDAwd3dzODA0dzd6YWc4NGFtei4tAAIKb3JnID0gYWNtZQAABiBgTfL7FIKt"
            + "olzwCzdm5f2TtEdMlqleopZBlZE_8qvtkw";

    /// The macaroons in the test files of rescrv/libmacaroons, key `this is the key`.
    static final String KEYID =
            "AgETaHR0cDovL2V4YW1wbGUub3JnLwIFa2V5aWQAAAYgfN7nklEcW8b1KEhYBd_psk54XijiqZMB-dcRxgnjjvc";
    static final String KEYID_ACCOUNT =
            "AgETaHR0cDovL2V4YW1wbGUub3JnLwIFa2V5aWQAAhRhY2NvdW50ID0gMzczNTkyODU1OQAABiD1SAf23G7fiL8P"
                    + "cwazgiVio2JTPb9zObphdl2kvSWdhw";
    static final String KEYID_ACCOUNT_USER =
            "AgETaHR0cDovL2V4YW1wbGUub3JnLwIFa2V5aWQAAhRhY2NvdW50ID0gMzczNTkyODU1OQACDHVzZXIgPSBhbGlj"
                    + "ZQAABiBL6WfNHqDGsmuvakqU7psFsViG2guoXoxCqTyNDhJe_A";
    /// The first of them in the V1 format.
    static final String KEYID_V1 =
            "MDAyMWxvY2F0aW9uIGh0dHA6Ly9leGFtcGxlLm9yZy8KMDAxNWlkZW50aWZpZXIga2V5aWQKMDAyZnNpZ25hdHVy"
                    + "ZSB83ueSURxbxvUoSFgF3-myTnheKOKpkwH51xHGCeOO9wo";

    static Key rootKey(String secret) {
        return Key.derive(secret.getBytes(US_ASCII));
    }

    /// The root key of C, D, X and E: the bytes 0 to 31.
    static Key testKey() {
        return Key.derive(ascending(0, 32));
    }

    /// The caveat key of D: the bytes 32 to 63.
    static byte[] sessionKey() {
        return ascending(0x20, 32);
    }

    static byte[] ascending(int first, int count) {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// Reads a text that must be a macaroon from end to end.
    static Macaroon read(String text) {
        return switch (MacaroonReader.read(text)) {
            case Reading.Whole(var macaroon, var _) -> macaroon;
            case Reading.Truncated cut -> throw new AssertionError(cut);
            case Reading.Malformed malformed -> throw new AssertionError(malformed);
        };
    }

    private KnownAnswers() {}
}
