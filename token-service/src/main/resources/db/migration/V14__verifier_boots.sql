-- A row per run of a verifier: one that was replaced without a word may still be answering beside its successor.
alter table verifier
    drop constraint verifier_pkey,
    add primary key (id, boot);
