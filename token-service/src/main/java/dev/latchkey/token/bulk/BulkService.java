package dev.latchkey.token.bulk;

import dev.latchkey.access.Effective;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.StateChanged;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.bulk.BulkAnswer.Outcome;
import dev.latchkey.token.bulk.BulkAnswer.Row;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.list.LastUses;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.record.TokenView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes one move on many tokens, each in a transaction of its own: none is left half-done, and no other change of
/// state waits for the whole of them.
@Singleton
final class BulkService {
    private static final Logger LOG = Logger.getLogger(BulkService.class);
    private static final int USES_AT_A_TIME = 200;

    private final TokenStore tokens;
    private final TokenLives lives;
    private final LastUses lastUses;

    BulkService(TokenStore tokens, TokenLives lives, LastUses lastUses) {
        this.tokens = tokens;
        this.lives = lives;
        this.lastUses = lastUses;
    }

    Uni<BulkAnswer> run(BulkRequest request, Effective caller, Origin origin) {
        var move = request.move();
        var order = new Order(move, request.onlyLook(), caller, origin);
        return targets(request, caller)
                .chain(targets -> views(targets.records(), caller)
                        .chain(views -> each(targets.ids(), order, views))
                        .map(rows -> rows.answer(request)));
    }

    private record Order(Move move, boolean onlyLook, Effective caller, Origin origin) {}

    private record Targets(List<TokenId> ids, List<TokenRecord> records) {}

    private Uni<Targets> targets(BulkRequest request, Effective caller) {
        var ids = request.tokens();
        var filter = request.filter();
        if (ids.isPresent()) {
            return tokens.findAll(caller.org(), ids.get()).map(found -> new Targets(ids.get(), found));
        }
        if (filter == null) {
            throw new InvalidRequestException("body", "Give either ids or filter.");
        }
        return tokens.page(filter.read(caller), BulkRequest.MOST + 2).map(found -> {
            var others = found.stream()
                    .filter(token -> !token.id().equals(caller.tokenId()))
                    .toList();
            if (others.size() > BulkRequest.MOST) {
                throw new InvalidRequestException("filter", "More than 500 tokens match; say more about them.");
            }
            return new Targets(others.stream().map(TokenRecord::id).toList(), others);
        });
    }

    private Uni<Map<String, TokenView>> views(List<TokenRecord> records, Effective caller) {
        var parts = new ArrayList<List<TokenRecord>>();
        for (var from = 0; from < records.size(); from += USES_AT_A_TIME) {
            parts.add(records.subList(from, Math.min(records.size(), from + USES_AT_A_TIME)));
        }
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> lastUses.of(caller.org(), part))
                .collect()
                .in(HashMap::new, (views, part) -> part.forEach(view -> views.put(view.id(), view)));
    }

    private Uni<Rows> each(List<TokenId> ids, Order order, Map<String, TokenView> views) {
        var rows = new Rows(views);
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> one(id, order, rows))
                .collect()
                .last()
                .replaceWith(rows);
    }

    /// A database that goes away half-way must not hide what was done before.
    private Uni<Boolean> one(TokenId id, Order order, Rows rows) {
        if (rows.broken) {
            return Uni.createFrom().item(rows.unavailable(id));
        }
        var change = order.onlyLook()
                ? lives.preview(id, order.caller(), order.origin(), order.move())
                : lives.change(id, order.caller(), order.origin(), order.move());
        return change.map(made -> rows.add(id, made, order.onlyLook()))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("bulk change stopped: %s", failure.toString());
                    return rows.unavailable(id);
                });
    }

    /// The rows so far. What was changed along with an earlier row is done when its own turn comes.
    private final class Rows {
        private final Map<String, TokenView> views;
        private final List<Row> items = new ArrayList<>();
        private final Set<String> changed = new HashSet<>();
        private Optional<Long> first = Optional.empty();
        private Optional<Long> last = Optional.empty();
        private boolean broken;

        Rows(Map<String, TokenView> views) {
            this.views = views;
        }

        boolean unavailable(TokenId id) {
            broken = true;
            return items.add(Row.of(id.publicId(), views.get(id.publicId()), null, Outcome.UNAVAILABLE, List.of()));
        }

        boolean add(TokenId id, Change change, boolean onlyLook) {
            var outcome = outcome(id, change);
            var also = new ArrayList<String>();
            @Nullable String state = null;
            if (change instanceof Change.Made made) {
                made.also().forEach(token -> also.add(token.id().publicId()));
                changed.add(id.publicId());
                changed.addAll(also);
                note(made.states());
                state = onlyLook ? null : made.token().state(lives.now()).slug();
            } else if (change instanceof Change.Illegal(var from)) {
                state = from.slug();
            }
            return items.add(Row.of(id.publicId(), views.get(id.publicId()), state, outcome, also));
        }

        private Outcome outcome(TokenId id, Change change) {
            return switch (change) {
                case Change.Made _ -> Outcome.DONE;
                case Change.Illegal _ -> changed.contains(id.publicId()) ? Outcome.DONE : Outcome.ILLEGAL_TRANSITION;
                case Change.NotAllowed _, Change.Outdated _ -> Outcome.NOT_ALLOWED;
                case Change.Unknown _ -> Outcome.NOT_FOUND;
            };
        }

        private void note(List<StateChanged> states) {
            if (!states.isEmpty()) {
                first = first.or(() -> Optional.of(states.getFirst().revision()));
                last = Optional.of(states.getLast().revision());
            }
        }

        BulkAnswer answer(BulkRequest request) {
            return new BulkAnswer(
                    request.onlyLook(),
                    String.valueOf(request.action()),
                    List.copyOf(items),
                    changed.size(),
                    first.orElse(null),
                    last.orElse(null));
        }
    }
}
