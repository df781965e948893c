-- Which key of the key-encryption keyset wrapped a root key, and how its generation ended. A deleted one leaves its row,
-- so that its number is never used again.
alter table root_key
    alter column wrapped drop not null,
    add column wrapped_under bigint,
    add column retired_at    timestamptz,
    add column deleted_at    timestamptz,
    add check ((wrapped is null) = (deleted_at is not null)),
    add check (deleted_at is null or retired_at is not null);

-- A token can end with the generation it hangs from.
alter table token
    drop constraint token_ended_because_check,
    add constraint token_ended_because_check
        check (ended_because in ('revoked', 'rotated', 'leaked', 'parent', 'generation'));

create index token_of_key on token (org, key_generation);
