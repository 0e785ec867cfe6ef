/** What there is to do: finds partitions and decides which run. */
package dev.silverbook.pipeline.plan;
