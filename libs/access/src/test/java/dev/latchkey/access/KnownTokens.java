package dev.latchkey.access;

import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/// Fixed tokens under a key that is published here and therefore good for tests only. C and D verify in two
/// independent libraries as well.
final class KnownTokens {
    /// A deploy token with four caveats; its body itself ends in `__`.
    static final String C =
            "lkd_AgInMWQ0LmFjbWUuMS4wMW0zdGM1aDAwMnZqOTYwdnFhaHE5em54cS4tAAIKb3JnID0gYWNtZQACDmFjY2VzcyA9IHdy"
                    + "aXRlAAITcmVzb3VyY2UgPSBhcHBzL3dlYgACIHRpbWUtYmVmb3JlIDIwMjctMDEtMDFUMDA6MDA6MDBaAAAGIIg6TxqITXSm"
                    + "CY5J5pjjKtU05IIjeKG-C5b_HwOwLU___2wn98f";

    /// A personal token that also wants a live session vouched for.
    static final String D =
            "lkp_AgIyMXA0LmFjbWUuMS4wMW0zdGM1aDAwbW16c3dwOTFucmo5YTgwYS5oYTB5Z3prc2NjZjYAAgpvcmcgPSBhY21lAAIN"
                    + "YWNjZXNzID0gcmVhZAACIHRpbWUtYmVmb3JlIDIwMjctMDEtMDFUMDA6MDA6MDBaAAEQbGF0Y2hrZXkvc2Vzc2lvbgKgAWxr"
                    + "dDEuWjhvdl9keTFfVHJCalhuTHptOWJnenVzSXNhQ1d5V2plTEEzTzY0RFp2SmlWTVl5SHN1c1otU2I0TnFjbmxlZHBaMUtk"
                    + "NDIteVk0SmJxbFM2bnFSdTVvOE1DMkVGUVRVVFRGOHFDN0Q3Q1dFWDdDZzktUVJEbm5wU3hjY2pHcS1EeTF0SVJrbzJCZGY0"
                    + "azlldndjLWtOQjhldE0ESAABAgMEBQYHCAkKCwwNDg8QERITFBUWF0Q_7zPvrSF7VHH_Y5wSOtyggnayY5eHeOOnkoYCKd0i"
                    + "4KYEHKzc_Wf73KvlzLaEggAABiBkmsREcMlYco0xYIWlO2CuJiSal6Fz9fzwBVa7WbWgyQ_pbz4v9";

    /// The discharge of D's ticket, bound to D.
    static final String X =
            "lkx_AgKgAWxrdDEuWjhvdl9keTFfVHJCalhuTHptOWJnenVzSXNhQ1d5V2plTEEzTzY0RFp2SmlWTVl5SHN1c1otU2I0TnFj"
                    + "bmxlZHBaMUtkNDIteVk0SmJxbFM2bnFSdTVvOE1DMkVGUVRVVFRGOHFDN0Q3Q1dFWDdDZzktUVJEbm5wU3hjY2pHcS1EeTF0"
                    + "SVJrbzJCZGY0azlldndjLWtOQjhldE0AAiB0aW1lLWJlZm9yZSAyMDI2LTEwLTAxVDA4OjEwOjAwWgACHHNlc3Npb24gPSBz"
                    + "ZXNfMW5idzRyMG14ZmU4MXkAAAYg7wZr9oC_x-RzJB5fmSGe_2WFzo7lMsBITcdN3hV046M_jw6tfn";

    /// The ticket in D: a live session of its person, for [#ticketKey] to open.
    static final String TICKET =
            "lkt1.Z8ov_dy1_TrBjXnLzm9bgzusIsaCWyWjeLA3O64DZvJiVMYyHsusZ-Sb4NqcnledpZ1Kd42-yY4JbqlS6nq"
                    + "Ru5o8MC2EFQTUTTF8qC7D7CWEX7Cg9-QRDnnpSxccjGq-Dy1tIRko2Bdf4k9evwc-kNB8etM";

    /// The login that answered for X.
    static final SessionId SESSION = new SessionId("1nbw4r0mxfe81y");

    static final PersonId PERSON = new PersonId("ha0ygzksccf6");

    /// A token whose body ends like a suffix, written without one.
    static final String E =
            "lkd_AgInMWQxLmFjbWUuMS4wMW0zdGM1aDAwd3dzODA0dzd6YWc4NGFtei4tAAIKb3JnID0gYWNtZQAABiBgTfL7FIKtolzw"
                    + "Czdm5f2TtEdMlqleopZBlZE_8qvtkw";

    static final OrgHandle ACME = new OrgHandle("acme");
    static final Instant NOW = Instant.parse("2026-10-01T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private KnownTokens() {}

    static byte[] rootKey() {
        return ascending(0);
    }

    /// The secret in the ticket of D.
    static byte[] caveatSecret() {
        return ascending(0x20);
    }

    /// What opens the ticket of D.
    static TicketPrivateKey ticketKey() {
        return TicketPrivateKey.of(ascending(0x40));
    }

    static byte[] ascending(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    /// While the person of D is logged in.
    static LiveLogin liveLogin() {
        return new LiveLogin(ticketKey().publicKey(), PERSON);
    }

    static Discharge discharge(String text) {
        return switch (DischargeText.read(List.of(text))) {
            case DischargeReading.Whole(List<Discharge> discharges) -> discharges.getFirst();
            case DischargeReading.Broken broken -> throw new AssertionError("not whole: " + broken);
        };
    }

    /// Opens the only ticket of a token.
    static OpenTicket opened(Token token) {
        return opened(token.tickets().getFirst());
    }

    static OpenTicket opened(String ticket) {
        return switch (new Tickets(List.of(ticketKey())).open(ticket)) {
            case TicketOpening.Opened(OpenTicket open) -> open;
            case TicketOpening other -> throw new AssertionError("not opened: " + other);
        };
    }

    static Key key() {
        return Key.derive(rootKey());
    }

    /// A personal token of acme, for tests to narrow.
    static Identity personal() {
        return new Identity.Personal(
                new KeyId(ACME, 1), new TokenId("01m3tc5h00mmzswp91nrj9a80a"), new PersonId("ha0ygzksccf6"));
    }

    static Identity deploy() {
        return new Identity.Deploy(new KeyId(ACME, 1), new TokenId("01m3tc5h002vj960vqahq9znxq"));
    }

    static Token token(String text) {
        return switch (TokenText.read(text)) {
            case TokenReading.Whole(Token token) -> token;
            case TokenReading other -> throw new AssertionError("not whole: " + other);
        };
    }

    /// The bytes between prefix and suffix.
    static byte[] body(String text) {
        return token(text).macaroon().toBytes();
    }

    static String text(String prefix, byte[] body) {
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(body);
    }

    static String text(String prefix, Macaroon macaroon) {
        return prefix + macaroon.toText();
    }

    /// A verifier to whom everything is live.
    static Verifier verifier() {
        return new Verifier(new FixedStandings(), CLOCK);
    }

    static AccessRequest read() {
        return AccessRequest.of(new OrgFact.Named(ACME), Access.READ);
    }

    static AccessRequest write(String resource) {
        return new AccessRequest(
                new OrgFact.Named(ACME), Access.WRITE, Fact.of(Resource.parse(resource)), Fact.absent(), Fact.absent());
    }
}
