/// What this service needs of orgs, people and memberships, projected from the directory topic.
@NullMarked
package dev.latchkey.token.directory;

import org.jspecify.annotations.NullMarked;
