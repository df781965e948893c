package dev.latchkey.access;

import dev.latchkey.macaroon.Macaroon;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tokens and requests in few words, and what a verifier says to them.
final class Decisions {
    static final OrgHandle UMBRELLA = new OrgHandle("umbrella");
    static final Caveat ORG = new Caveat.Org(KnownTokens.ACME);

    private Decisions() {}

    static Reason orgOutOfPlace() {
        return new Reason.WrongOrg(Optional.empty(), KnownTokens.ACME);
    }

    static Standings state(Standing standing) {
        return new FixedStandings(standing, Set.of());
    }

    static AccessRequest comingFrom(String ip) {
        return new AccessRequest(
                new OrgFact.TheTokens(), Access.READ, Fact.absent(), Fact.of(ClientIp.parse(ip)), Fact.absent());
    }

    static AccessRequest method(String method) {
        return new AccessRequest(
                new OrgFact.TheTokens(), Access.READ, Fact.absent(), Fact.absent(), Fact.known(method));
    }

    static Caveat parsed(String predicate) {
        return Caveat.parse(predicate).orElseThrow();
    }

    static Token minted(Caveat... caveats) {
        return minted(List.of(caveats));
    }

    static Token minted(List<Caveat> caveats) {
        List<Caveat> issued = new ArrayList<>(caveats);
        issued.addFirst(ORG);
        return Token.mint(KnownTokens.key(), KnownTokens.personal(), issued);
    }

    static Token appended(String predicate) {
        return read("lkp_", minted().macaroon().withFirstParty(predicate));
    }

    /// A token whose one issued caveat is the first of these, whatever it is.
    static Token raw(String... predicates) {
        Identifier identifier = Identifier.of(KnownTokens.personal(), 1);
        Macaroon macaroon = Macaroon.create(KnownTokens.key(), identifier.text().getBytes(StandardCharsets.US_ASCII));
        for (String predicate : predicates) {
            macaroon = macaroon.withFirstParty(predicate);
        }
        return read("lkp_", macaroon);
    }

    static Token read(String prefix, Macaroon macaroon) {
        return KnownTokens.token(KnownTokens.text(prefix, macaroon));
    }

    static Verdict verify(Token token, AccessRequest request) {
        return KnownTokens.verifier().verify(token, KnownTokens.key(), request);
    }

    static Verdict at(Duration offset, Token token) {
        Clock clock = Clock.fixed(KnownTokens.NOW.plus(offset), ZoneOffset.UTC);
        return new Verifier(new FixedStandings(), clock).verify(token, KnownTokens.key(), KnownTokens.read());
    }

    static Inspection inspect(Standings standings, Token token) {
        return new Verifier(standings, KnownTokens.CLOCK).inspect(token, KnownTokens.key());
    }

    static Reason reason(Token token, AccessRequest request) {
        return reason(new FixedStandings(), token, request);
    }

    static Reason reason(Standings standings, Token token) {
        return reason(standings, token, KnownTokens.read());
    }

    static Reason reason(Standings standings, Token token, AccessRequest request) {
        return switch (new Verifier(standings, KnownTokens.CLOCK).verify(token, KnownTokens.key(), request)) {
            case Verdict.Refused(Reason reason) -> reason;
            case Verdict.Allowed allowed -> throw new AssertionError("allowed: " + allowed);
        };
    }
}
