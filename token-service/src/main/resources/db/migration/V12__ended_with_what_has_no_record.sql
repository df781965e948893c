-- What was minted through a token of a login ends with it, and names it, though that one has no record.
alter table token drop constraint token_ended_with_fkey;
