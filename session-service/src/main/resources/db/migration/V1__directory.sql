-- People, orgs and memberships. This service owns them; others learn of them on latchkey.directory.
-- `version` counts the changes of a row: consumers keep the highest.
create table org (
    handle       text        primary key,
    display_name text        not null,
    created_at   timestamptz not null,
    version      bigint      not null,
    -- What the org has decided; null is the suite's own limit.
    max_token_life_seconds     bigint,
    never_expires_allowed      boolean not null default false,
    calls_per_second           double precision,
    calls_per_second_per_token double precision,
    suspend_idle_seconds       bigint,
    ip_precision               text check (ip_precision in ('full', 'network', 'none')),
    least_acr                  text check (least_acr in ('lk1', 'lk2')),
    session_life_seconds       bigint,
    session_idle_seconds       bigint,
    keep_logged_in_forbidden   boolean not null default false
);

create table person (
    id                text        primary key, -- per_…
    display_name      text        not null,
    email             text,                    -- as it was given; absent once erased
    email_key         text        unique,      -- NFKC, lower case: what makes it one of a kind
    email_verified    boolean     not null,
    home_org          text        not null references org,
    operator          boolean     not null default false,
    state             text        not null check (state in ('active', 'disabled', 'erased')),
    password_reset_at timestamptz,             -- whoever was reset must set a new password with a link
    created_at        timestamptz not null,
    version           bigint      not null
);

create table membership (
    id           text        primary key,      -- mem_…
    org          text        not null references org,
    person_id    text        not null references person,
    role         text        not null check (role in ('owner', 'admin', 'member', 'viewer')),
    ended        boolean     not null default false,
    reauth_after timestamptz,                  -- only logins after this count in this org
    created_at   timestamptz not null,
    version      bigint      not null,
    unique (org, person_id)
);
create index membership_of_person on membership (person_id);
