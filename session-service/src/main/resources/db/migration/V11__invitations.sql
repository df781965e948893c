-- Invitations into an org. Code and check code stand here as SHA-256 alone; the second is hashed together with the first,
-- so that a reader of this table cannot try the few check codes there are.
create table invitation (
    id           text        primary key,       -- inv_…
    org          text        not null references org,
    email        text,                          -- as it was given; absent once it is over
    email_key    text,
    role         text        not null check (role in ('owner', 'admin', 'member', 'viewer')),
    invited_by   text        not null references person,
    code_hash    bytea       not null unique,
    check_hash   bytea       not null,
    wrong_checks int         not null default 0,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    accepted_at  timestamptz,
    accepted_by  text        references person,
    revoked_at   timestamptz,
    version      bigint      not null
);
create index invitation_of_org on invitation (org, created_at, id);
