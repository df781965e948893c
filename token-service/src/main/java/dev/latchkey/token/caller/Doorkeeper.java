package dev.latchkey.token.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Fact;
import dev.latchkey.access.OrgFact;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.identity.InternalEndpoint;
import dev.latchkey.kit.identity.ServiceCallers;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.decision.Lasting;
import dev.latchkey.token.decision.TokenDecisions;
import dev.latchkey.token.usage.Source;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Lets in whoever may ask for verdicts: one of our services, or a token that was minted for exactly this.
///
/// Whoever was let in is remembered by the digest of its credential until that expires; its state is looked up
/// each time, so that revoking a door's token shuts the door at once.
@Singleton
public final class Doorkeeper {
    private static final Resource VERIFY = new Resource("latchkey/verify");
    private static final String TOKENS = "lk";
    private static final int REMEMBERED = 1_000;

    private final TokenDecisions decisions;
    private final ServiceCallers services;
    private final Map<String, Lasting> remembered = new ConcurrentHashMap<>();

    Doorkeeper(TokenDecisions decisions, ServiceCallers services) {
        this.decisions = decisions;
        this.services = services;
    }

    /// Whoever presents this credential at this endpoint.
    ///
    /// @param method of the call that carries the credential
    /// @param source of that call, too
    public Uni<Asker> admit(String credential, InternalEndpoint endpoint, String method, Source source) {
        var service = service(credential, endpoint);
        if (service.isPresent()) {
            return Uni.createFrom().item(service.get());
        }
        var asked = new AccessRequest(
                new OrgFact.TheTokens(), Access.READ, Fact.known(VERIFY), Fact.of(source.ip()), Fact.known(method));
        var digest = digest(credential);
        return Optional.ofNullable(remembered.get(digest))
                .filter(known -> decisions.again(known, asked, source))
                .map(known -> Uni.createFrom().<Asker>item(new Asker.OfOneOrg(known.org())))
                .orElseGet(() ->
                        decisions.decideForDoor(credential, asked, source).map(decision -> asker(decision, digest)));
    }

    /// A JWT never begins like one of our tokens, so its signature is not looked for there.
    private Optional<Asker> service(String credential, InternalEndpoint endpoint) {
        return credential.startsWith(TOKENS)
                ? Optional.empty()
                : services.verify("Bearer " + credential)
                        .filter(endpoint::allows)
                        .map(Asker.OfEveryOrg::new);
    }

    private Asker asker(Decision decision, String digest) {
        return switch (decision) {
            case Decision.Allowed allowed
            when isMintedForVerifying(allowed.effective()) -> {
                remember(digest, allowed);
                yield new Asker.OfOneOrg(allowed.effective().org());
            }
            case Decision.Allowed _ ->
                refused("resource-denied", "Verifying needs a token restricted to the resource latchkey/verify.");
            case Decision.Refused(var reason) -> {
                remembered.remove(digest);
                var told = reason.towardsPresenter();
                yield refused(told.slug(), told.detail());
            }
        };
    }

    /// No broader token implies the right to see verdicts: it must have been issued by name, since anyone can
    /// narrow.
    private static boolean isMintedForVerifying(Effective effective) {
        return !effective.narrowed() && effective.rights().resources().equals(Optional.of(List.of(VERIFY)));
    }

    private static Asker refused(String slug, String detail) {
        return new Asker.Refused(slug, BearerRefusal.of(slug, detail));
    }

    private void remember(String digest, Decision.Allowed allowed) {
        Lasting.of(allowed).ifPresent(lasting -> {
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            remembered.put(digest, lasting);
        });
    }

    /// How many credentials are remembered right now.
    int size() {
        return remembered.size();
    }

    private static String digest(String credential) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(credential.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
