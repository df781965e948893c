-- People, orgs and memberships. This service owns them; others learn of them on latchkey.directory.
-- `version` counts the changes of a row: consumers keep the highest.
create table org (
    handle       text        primary key,
    display_name text        not null,
    created_at   timestamptz not null,
    version      bigint      not null
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
