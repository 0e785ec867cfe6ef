/** Doing it: one message, one partition, one outcome. */
package dev.silverbook.pipeline.work;
