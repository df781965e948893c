-- The earliest instant from which on a verifier answers "expired": issued end, end of an overlap, or a restriction.
alter table token add column over_at timestamptz;
update token set over_at = least(expires_at, ends_at);
create index token_over on token (org, over_at) where revoked_at is null;

-- From where a token was presented after its end, as far as somebody was told in the last 24 hours.
create table misuse (
    token_id text        not null,
    source   text        not null, -- SHA-256 of address and user agent
    told_at  timestamptz not null,
    primary key (token_id, source)
);
create index misuse_by_age on misuse (told_at);
