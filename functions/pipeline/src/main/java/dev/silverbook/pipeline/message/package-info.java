/** What planner and worker have in common: one message a partition. */
package dev.silverbook.pipeline.message;
