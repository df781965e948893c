-- One word for it everywhere: a record says what verdicts and events say.
alter table token
    drop constraint token_ended_because_check;

update token
   set ended_because = 'key-generation'
 where ended_because = 'generation';

alter table token
    add constraint token_ended_because_check
        check (ended_because in ('revoked', 'rotated', 'leaked', 'parent', 'key-generation'));
