/// One address for all services on this machine: what the cluster's gateway does, with the same route table.
@NullMarked
package dev.latchkey.local.gateway;

import org.jspecify.annotations.NullMarked;
