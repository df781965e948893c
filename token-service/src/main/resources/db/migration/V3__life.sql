-- What may become of a token after it was minted.
alter table token alter column expires_at drop not null;
alter table token
    add column never_expires_reason text,
    -- Suspended by itself, and held together with the token it was minted through: both have to be lifted.
    add column suspended_at         timestamptz,
    add column suspended_because    text check (suspended_because in ('requested', 'owner-left')),
    add column held_at              timestamptz,
    add column held_with            text references token,
    -- Caveats that hold as if appended, and fingerprints of copies that are revoked; one a line.
    add column restrictions         text not null default '',
    add column refused_children     text not null default '',
    -- Replaced by a successor; ends_at is when it ends at the latest, whatever its caveats say.
    add column rotated_at           timestamptz,
    add column rotated_to           text references token,
    add column rotated_from         text references token,
    add column ends_at              timestamptz,
    add column ended_because        text check (ended_because in ('revoked', 'rotated', 'leaked', 'parent')),
    add column ended_with           text references token,
    add column expiry_told          boolean not null default false;
update token set ended_because = 'revoked' where revoked_at is not null;
alter table token
    add check (expires_at is not null or never_expires_reason is not null),
    add check ((revoked_at is null) = (ended_because is null)),
    add check ((suspended_at is null) = (suspended_because is null)),
    add check ((held_at is null) = (held_with is null)),
    add check ((rotated_at is null) = (rotated_to is null));

-- What the clock still has to do.
create index token_ending on token (ends_at) where revoked_at is null and ends_at is not null;
create index token_expiring on token (expires_at) where not expiry_told and expires_at is not null;
create index token_of_person on token (org, person_id) where revoked_at is null and person_id is not null;
