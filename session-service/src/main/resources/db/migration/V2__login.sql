-- A person's password as an Argon2id hash. What the person has not chosen is good for one login and then replaced.
create table password (
    person_id   text        primary key references person,
    phc         text        not null,
    expires_at  timestamptz,
    must_change boolean     not null,
    used_at     timestamptz,             -- of one that must be changed: it is no good any more
    changed_at  timestamptz not null
);
