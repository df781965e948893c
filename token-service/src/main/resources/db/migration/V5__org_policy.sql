-- What an org has decided about its tokens: null where it has decided nothing.
alter table org
    add column max_token_life_seconds bigint check (max_token_life_seconds > 0),
    add column never_expires_allowed  boolean not null default false;

-- A token may be minted through one that has no record: that of a session.
alter table token drop constraint token_minted_by_fkey;
