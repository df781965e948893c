-- Failed attempts, counted per bucket: an account name (as a keyed hash), a network, or one device of one account.
create table login_failure (
    bucket   text        primary key,
    failures int         not null,
    first_at timestamptz not null,
    last_at  timestamptz not null
);
create index login_failure_by_age on login_failure (last_at);

-- A browser or command line as one person knows it: several people may share one.
create table device (
    id         text        not null,            -- dev_…
    person_id  text        not null references person,
    label      text        not null,
    renamed    boolean     not null default false,
    network    text,                            -- the /24 or /48 of the last login
    first_seen timestamptz not null,
    last_seen  timestamptz not null,
    primary key (id, person_id)
);
create index device_of_person on device (person_id);

-- One login of one person on one device. The cookie's value is not here, only its SHA-256.
create table session (
    id            text        primary key,      -- ses_…
    cookie_hash   bytea       not null unique,
    person_id     text        not null references person,
    device_id     text        not null,
    acr           text        not null check (acr in ('lk1', 'lk2')),
    amr           text        not null,         -- methods, a blank between them
    keep          boolean     not null default false, -- "keep me logged in"; only with a passkey
    roles         text        not null,         -- as they were when the cookie was given out
    auth_time     timestamptz not null,
    started_at    timestamptz not null,
    last_seen_at  timestamptz not null,
    network       text,                         -- the /24 or /48 it was last seen in
    tokens        int         not null default 0, -- minted for it so far
    ended_at      timestamptz,
    ended_because text
);
create unique index session_live_on_device on session (person_id, device_id) where ended_at is null;
create index session_by_end on session (ended_at) where ended_at is not null;

-- What one act ended, so that its proof can be looked at again.
create table session_ending (
    id         text        primary key,         -- end_…
    person_id  text        not null references person, -- who did it
    sessions   text        not null,            -- ids, a blank between them
    listed     text        not null,            -- those that were shown before
    since      timestamptz not null
);

-- Seals that were good for one act, until they would be too old anyway.
create table used_seal (
    hash  text        primary key,
    until timestamptz not null
);
