package dev.latchkey.token.state;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/// Up to which revision every change has been applied: one that came early counts once those before it are there.
final class AppliedRevisions {
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong highest = new AtomicLong();
    private final ConcurrentSkipListSet<Long> early = new ConcurrentSkipListSet<>();

    /// One change has been applied. Answers whether the whole has grown.
    boolean add(long revision) {
        highest.accumulateAndGet(revision, Math::max);
        if (revision <= whole.get()) {
            return false;
        }
        early.add(revision);
        return advance();
    }

    /// Every change up to this one has been applied. Answers whether the whole has grown.
    boolean addAllUpTo(long revision) {
        heardOf(revision);
        var before = whole.getAndAccumulate(revision, Math::max);
        early.headSet(revision, true).clear();
        return advance() || revision > before;
    }

    /// The revision is there; whether it was applied is another matter.
    void heardOf(long revision) {
        highest.accumulateAndGet(revision, Math::max);
    }

    private boolean advance() {
        var grown = false;
        for (var at = whole.get(); early.contains(at + 1); at = whole.get()) {
            if (whole.compareAndSet(at, at + 1)) {
                early.remove(at + 1);
                grown = true;
            }
        }
        return grown;
    }

    long whole() {
        return whole.get();
    }

    /// How many revisions are known to be there beyond the whole.
    long behind() {
        return Math.max(0, highest.get() - whole.get());
    }
}
