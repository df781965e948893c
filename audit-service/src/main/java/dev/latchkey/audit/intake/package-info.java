/// A topic's records become effects in the database, each exactly once: position and effect are one transaction.
///
/// The broker's own consumer offsets are not used. On assignment the consumer seeks to the stored position; what lies
/// below it is ignored; a batch whose position somebody else has moved is dropped. So neither a crash between any two
/// steps, nor a replay from zero, nor two replicas that swap partitions change what stands in the tables.
@NullMarked
package dev.latchkey.audit.intake;

import org.jspecify.annotations.NullMarked;
