package dev.latchkey.session.invitation;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.request.PageQuery;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The invitations. Whoever changes one has locked its org before.
@ApplicationScoped
class InvitationStore {
    /// An invitation with what its check code is compared by.
    ///
    /// @param checkHash in hex
    record Opened(Invitation invitation, String checkHash) {
        /// Never the hash.
        @Override
        public String toString() {
            return "Opened[" + invitation.id() + "]";
        }
    }

    Uni<Void> add(Invitation invitation, Code code, String check) {
        return InvitationRows.write(invitation, code.hash(), code.checkHash(check))
                .persistAndFlush()
                .replaceWithVoid();
    }

    /// Writes one that was locked in the caller's transaction.
    Uni<Void> update(Invitation changed) {
        return InvitationEntity.<InvitationEntity>findById(changed.id().publicId())
                .invoke(row -> InvitationRows.update(row, changed))
                .replaceWithVoid();
    }

    Uni<Optional<Invitation>> lock(OrgHandle org, InvitationId id) {
        return InvitationEntity.<InvitationEntity>find("id = ?1 and org = ?2", id.publicId(), org.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(InvitationRows::read));
    }

    Uni<Optional<Opened>> lock(Code code) {
        return InvitationEntity.<InvitationEntity>find("codeHash = ?1", code.hash())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Opened(
                                InvitationRows.read(found), HexFormat.of().formatHex(found.checkHash))));
    }

    /// The org that a code leads to, before anything is locked.
    @WithSession
    Uni<Optional<OrgHandle>> orgOf(Code code) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select org from InvitationEntity where codeHash = :hash", String.class)
                        .setParameter("hash", code.hash())
                        .getSingleResultOrNull())
                .map(org -> Optional.ofNullable(org).map(OrgHandle::new));
    }

    /// What a code opens, for a page that names it.
    @WithSession
    Uni<Optional<Invitation>> find(Code code) {
        return InvitationEntity.<InvitationEntity>find("codeHash = ?1", code.hash())
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(InvitationRows::read));
    }

    @WithSession
    Uni<Optional<Invitation>> find(OrgHandle org, InvitationId id) {
        return InvitationEntity.<InvitationEntity>find("id = ?1 and org = ?2", id.publicId(), org.value())
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(InvitationRows::read));
    }

    /// Whether this address has an invitation that can be accepted.
    @WithSession
    Uni<Boolean> isPending(OrgHandle org, Email email, Instant now) {
        return InvitationEntity.count(
                        "org = ?1 and emailKey = ?2 and acceptedAt is null and revokedAt is null and expiresAt > ?3",
                        org.value(),
                        email.key(),
                        now)
                .map(count -> count > 0);
    }

    /// The invitations of an org, whatever became of them, in the order in which they were made.
    @WithSession
    Uni<List<Invitation>> page(OrgHandle org, PageQuery query) {
        Map<String, Object> values = new HashMap<>(Map.of("org", org.value()));
        query.after().ifPresent(place -> values.putAll(Map.of("at", place.at(), "id", place.id())));
        var after = query.after().isPresent() ? " and (createdAt > :at or (createdAt = :at and id > :id))" : "";
        return InvitationEntity.<InvitationEntity>find("org = :org" + after + " order by createdAt, id", values)
                .range(0, query.wanted() - 1)
                .list()
                .map(rows -> rows.stream().map(InvitationRows::read).toList());
    }
}
