package dev.latchkey.macaroon;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Holds discharges against the third-party caveats of a macaroon whose own chain is equal, from a work list: two
/// discharges that name each other end like any other, without recursion.
///
/// Each caveat takes a discharge out of the pool and none goes back, so the list can never grow longer than the
/// caveats there are.
final class Vouching {

    /// People narrow a token after its discharge was bound to it, this often at most.
    private static final int OLDER_TAILS = 7;

    /// A caveat, the tail it was added under, and at which depth its discharge would hang.
    private static final class Wanted {
        private final byte[] tail;
        private final Caveat.ThirdParty caveat;
        private final int depth;

        Wanted(byte[] tail, Caveat.ThirdParty caveat, int depth) {
            this.tail = tail;
            this.caveat = caveat;
            this.depth = depth;
        }
    }

    private final Chain chain;
    private final Macaroon root;
    private final List<Macaroon> discharges;
    private final int deepest;
    private final boolean[] used;
    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private final List<byte[]> rootHalves = new ArrayList<>();

    /// @param chain has just computed the root
    Vouching(Chain chain, Macaroon root, List<Macaroon> discharges, int deepest) {
        this.chain = chain;
        this.root = root;
        this.discharges = discharges;
        this.deepest = deepest;
        this.used = new boolean[discharges.size()];
    }

    Verification verification() {
        List<Verification.Fault> faults = unmatched();
        try {
            if (faults.isEmpty()) {
                faults = unproven();
            }
            return faults.isEmpty() ? new Verification.Held() : new Verification.Undischarged(faults);
        } finally {
            wanted.forEach(each -> Arrays.fill(each.tail, (byte) 0));
            rootHalves.forEach(half -> Arrays.fill(half, (byte) 0));
        }
    }

    /// What can be told by names alone: nothing is opened or hashed for a caveat without its discharge.
    private List<Verification.Fault> unmatched() {
        var faults = new ArrayList<Verification.Fault>();
        var given = new HashSet<String>();
        for (Macaroon discharge : discharges) {
            if (!given.add(discharge.identifierText())) {
                faults.add(new Verification.Fault(discharge.identifierText(), Verification.Cause.LEFT_OVER));
            }
        }
        for (Caveat caveat : root.caveats()) {
            if (caveat instanceof Caveat.ThirdParty third && !given.remove(third.cidText())) {
                faults.add(new Verification.Fault(third.cidText(), Verification.Cause.MISSING));
            }
        }
        return faults;
    }

    private List<Verification.Fault> unproven() {
        ask(root, 1);
        halveRootTails();
        while (!wanted.isEmpty()) {
            Wanted next = wanted.removeFirst();
            try {
                Optional<Verification.Cause> cause = refusal(next);
                if (cause.isPresent()) {
                    return List.of(new Verification.Fault(next.caveat.cidText(), cause.get()));
                }
            } finally {
                Arrays.fill(next.tail, (byte) 0);
            }
        }
        return leftOver();
    }

    /// Puts the third-party caveats of the macaroon whose chain was computed last on the list.
    private void ask(Macaroon macaroon, int depth) {
        for (int index = 0; index < macaroon.caveatCount(); index++) {
            if (macaroon.caveat(index) instanceof Caveat.ThirdParty third) {
                wanted.add(new Wanted(chain.tail(index), third, depth));
            }
        }
    }

    /// The tails that a discharge may be bound to, the final one first. One from before the first third-party caveat
    /// is known to whoever held the token without it, and binds nothing.
    private void halveRootTails() {
        int newest = root.caveatCount();
        int oldest = Math.max(newest - OLDER_TAILS, behindFirstThirdParty());
        for (int caveats = newest; caveats >= oldest; caveats--) {
            var half = new byte[Hmac.LENGTH];
            byte[] tail = chain.tail(caveats);
            chain.half(tail, half, 0);
            Arrays.fill(tail, (byte) 0);
            rootHalves.add(half);
        }
    }

    private int behindFirstThirdParty() {
        int caveats = 0;
        while (caveats < root.caveatCount() && !(root.caveat(caveats) instanceof Caveat.ThirdParty)) {
            caveats++;
        }
        return caveats + 1;
    }

    /// What keeps this caveat from being vouched for.
    private Optional<Verification.Cause> refusal(Wanted next) {
        int index = unused(next.caveat.cidText());
        if (index < 0) {
            return Optional.of(Verification.Cause.MISSING);
        }
        used[index] = true;
        Macaroon discharge = discharges.get(index);
        if (next.depth > deepest || (next.depth == deepest && discharge.hasThirdParty())) {
            return Optional.of(Verification.Cause.NESTED);
        }
        Optional<byte[]> opened = chain.open(next.tail, next.caveat);
        if (opened.isEmpty()) {
            return Optional.of(Verification.Cause.NOT_BY_ITS_THIRD_PARTY);
        }
        Key key = Key.ofDerived(opened.get());
        byte[] signature = chain.computed(discharge, key);
        try {
            ask(discharge, next.depth + 1);
            return unboundness(discharge, signature);
        } finally {
            key.clear();
            Arrays.fill(opened.get(), (byte) 0);
            Arrays.fill(signature, (byte) 0);
        }
    }

    /// @param signature of the discharge, as its maker's key makes it
    private Optional<Verification.Cause> unboundness(Macaroon discharge, byte[] signature) {
        byte[] presented = discharge.signature();
        var half = new byte[Hmac.LENGTH];
        chain.half(signature, half, 0);
        for (byte[] rootHalf : rootHalves) {
            if (chain.isBound(rootHalf, half, presented)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                MessageDigest.isEqual(signature, presented)
                        ? Verification.Cause.UNBOUND
                        : Verification.Cause.BOUND_ELSEWHERE);
    }

    private int unused(String cid) {
        for (int index = 0; index < used.length; index++) {
            if (!used[index] && discharges.get(index).identifierText().equals(cid)) {
                return index;
            }
        }
        return -1;
    }

    private List<Verification.Fault> leftOver() {
        var faults = new ArrayList<Verification.Fault>();
        for (int index = 0; index < used.length; index++) {
            if (!used[index]) {
                faults.add(
                        new Verification.Fault(discharges.get(index).identifierText(), Verification.Cause.LEFT_OVER));
            }
        }
        return faults;
    }
}
