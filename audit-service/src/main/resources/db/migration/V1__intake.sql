-- How far each partition of each topic has been applied. A batch moves its row in the transaction of its effects, so an
-- effect happens once however often a record is delivered; see the package dev.latchkey.audit.intake.
create table intake_position (
    topic          text collate "C" not null,
    partition      int              not null,
    topic_id       text             not null, -- the broker's id of the topic: one made anew under the old name starts at 0
    next           bigint           not null check (next >= 0),
    complete_since timestamptz      not null, -- nothing that was sent later than this was lost before it was applied
    primary key (topic, partition)
);
