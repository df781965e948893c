package dev.latchkey.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A copy of a token in the making that can only ever do less: there is no step that widens and none that names
/// an org.
///
/// Works offline, for whoever holds the token: no key, no connection. Each step answers a new narrowing, so one
/// can
/// be the start of several copies.
///
/// ```java
/// Token copy = Narrowing.of(token).toRead().within(new Resource("apps/web")).before(tonight).narrow();
/// ```
///
/// The copy keeps identity and hint. A narrowing that would leave nothing at all is refused rather than handed
/// out,
/// as far as the caveats of the token are understood here.
public final class Narrowing {
    private final Token token;
    private final List<Step> added;

    private Narrowing(Token token, List<Step> added) {
        this.token = token;
        this.added = List.copyOf(added);
    }

    /// A narrowing of this token that does nothing yet.
    public static Narrowing of(Token token) {
        return new Narrowing(token, List.of());
    }

    /// The copy may only read.
    public Narrowing toRead() {
        return with(new Caveat.AtMost(Access.READ));
    }

    /// The copy reaches these resources only, and what lies below them; said twice, only what both reach.
    ///
    /// @throws IllegalArgumentException without a resource, or if the token reaches none of them
    public Narrowing within(Resource... roots) {
        return with(new Caveat.Within(List.of(roots)));
    }

    /// The copy ends at this instant, or with the token if that ends earlier.
    ///
    /// @throws IllegalArgumentException for an instant outside the years 2000 to 9999
    public Narrowing before(Instant end) {
        return with(new Caveat.Before(end));
    }

    /// The copy is good for clients in these networks only; said twice, in both lists.
    ///
    /// @throws IllegalArgumentException without a network, or if the token allows none of them
    public Narrowing from(Network... networks) {
        return with(new Caveat.From(List.of(networks)));
    }

    /// The copy is good for these HTTP methods only, in upper case; HEAD is not implied by GET.
    ///
    /// @throws IllegalArgumentException without a method, for one that is not 3 to 16 of A-Z, or if the token
    ///     allows none of them
    public Narrowing methods(String... names) {
        return with(new Caveat.Methods(new TreeSet<>(Arrays.asList(names))));
    }

    /// The copy ends with this login.
    public Narrowing during(SessionId session) {
        return with(new Caveat.During(session));
    }

    /// The copy is good only while this person is logged in: presenting it needs a discharge by session-service, a new
    /// one every few minutes. Each copy gets a ticket of its own. Needs Bouncy Castle on the class path.
    public Narrowing whileLoggedIn(LiveLogin login) {
        return with(new Step.Login(login));
    }

    private Narrowing with(Step step) {
        List<Step> more = new ArrayList<>(added);
        more.add(step);
        return new Narrowing(token, more);
    }

    private Narrowing with(Caveat caveat) {
        Narrowing narrower = with(new Step.Predicate(caveat));
        if (!allowsNothing(added()) && allowsNothing(narrower.added())) {
            throw new IllegalArgumentException("a copy with \"" + caveat.text() + "\" would allow nothing");
        }
        return narrower;
    }

    private boolean allowsNothing(List<Caveat> appended) {
        List<Caveat> all = new ArrayList<>();
        token.predicates().stream().map(Caveat::parse).flatMap(Optional::stream).forEach(all::add);
        all.addAll(appended);
        return Rights.of(token, all).allowsNothing();
    }

    /// The first-party caveats that have been added so far, in order.
    public List<Caveat> added() {
        List<Caveat> caveats = new ArrayList<>();
        for (Step step : added) {
            if (step instanceof Step.Predicate(Caveat caveat)) {
                caveats.add(caveat);
            }
        }
        return List.copyOf(caveats);
    }

    /// The narrowed copy.
    ///
    /// @throws IllegalArgumentException if nothing was narrowed, or the copy would have more than 32 caveats or
    ///     4,096 characters, or a caveat more than 255
    public Token narrow() {
        if (added.isEmpty()) {
            throw new IllegalArgumentException("a narrowing says at least one thing");
        }
        Token copy = token;
        for (Step step : added) {
            copy = switch (step) {
                case Step.Predicate(Caveat caveat) -> copy.narrow(caveat);
                case Step.Login(LiveLogin login) -> copy.narrow(login);
            };
        }
        return copy;
    }

    /// One caveat to add.
    private sealed interface Step {
        record Predicate(Caveat caveat) implements Step {}

        record Login(LiveLogin login) implements Step {}
    }

    /// Never the token.
    @Override
    public String toString() {
        return "Narrowing[" + token.display() + ", " + added.size() + "]";
    }
}
