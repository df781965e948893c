-- Projection of latchkey.directory: what minting must know of orgs, people and roles.
create table org (
    handle       text   primary key,
    display_name text   not null,
    version      bigint not null
);

create table person (
    id           text   primary key,
    display_name text   not null,
    state        text   not null check (state in ('active', 'disabled', 'erased')),
    version      bigint not null
);

create table membership (
    id        text    primary key,
    org       text    not null,
    person_id text    not null,
    role      text    not null check (role in ('owner', 'admin', 'member', 'viewer')),
    ended     boolean not null,
    version   bigint  not null
);
create index membership_of_person on membership (org, person_id);

-- Root keys, encrypted under the key-encryption key with the key id as associated data.
create table root_key (
    org        text        not null,
    generation int         not null,
    wrapped    bytea       not null,
    created_at timestamptz not null,
    primary key (org, generation)
);

-- What a person may see of a token. Never the token, and nothing it could be made from.
create table token (
    id             text        primary key,
    org            text        not null,
    kind           text        not null check (kind in ('personal', 'deploy')),
    name           text        not null,
    hint           text        not null,
    person_id      text,
    created_by     text        not null,
    key_generation int         not null,
    access         text        not null check (access in ('read', 'write')),
    resources      text,
    caveats        text        not null,
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    minted_by      text        references token,
    revoked_at     timestamptz,
    version        bigint      not null
);
create unique index token_live_hint on token (org, hint) where revoked_at is null;
create index token_of_org on token (org, id);
create index token_of_parent on token (minted_by) where minted_by is not null;

-- The feed of verifiers. A change takes the next revision from the one counter row and holds its lock until it commits,
-- so revisions are commit order and "revision > n" misses nothing.
create table revision_counter (
    only_row boolean primary key default true check (only_row),
    last     bigint  not null
);
insert into revision_counter (last) values (0);

create table state (
    key      text        primary key,
    revision bigint      not null unique,
    state    text        not null check (state in ('alive', 'revoked')),
    since    timestamptz not null
);
