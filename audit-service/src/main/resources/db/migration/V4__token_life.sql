-- A token may have no end, be suspended, or be replaced and end on a day of its own.
alter table token drop constraint token_check;
alter table token
    add column suspended_at timestamptz,
    add column rotated_at   timestamptz,
    add column ends_at      timestamptz,
    add constraint token_birth check (
            (created_at is null) = (kind is null)
        and (created_at is null) = (name is null)
        and (created_at is null) = (hint is null)
        and (created_at is null) = (access is null));
