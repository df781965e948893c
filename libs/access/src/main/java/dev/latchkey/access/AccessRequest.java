package dev.latchkey.access;

/// What somebody wants to do, in the facts that caveats can ask for.
///
/// Each fact is stated or explicitly absent; only the level is mandatory. A resource or address that does not
/// fit its grammar is absent ([Resource#parse], [ClientIp#parse] and [Fact#of] do that).
///
/// @param org the org the request is about
/// @param access the level it needs
/// @param resource the path it touches
/// @param ip the client's address, as the door determined it
/// @param method the HTTP method as sent; case counts
public record AccessRequest(
        OrgFact org, Access access, Fact<Resource> resource, Fact<ClientIp> ip, Fact<String> method) {

    /// A request of which only org and level are known.
    public static AccessRequest of(OrgFact org, Access access) {
        return new AccessRequest(org, access, Fact.absent(), Fact.absent(), Fact.absent());
    }
}
