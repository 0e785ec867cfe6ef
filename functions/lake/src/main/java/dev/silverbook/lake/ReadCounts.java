package dev.silverbook.lake;

/**
 * What a time-ordered reader has read.
 *
 * @param rows rows of all objects, delivered or dropped
 * @param rowsWithoutTime rows dropped because the chosen clock is null
 * @param bytes size of all objects
 */
public record ReadCounts(long rows, long rowsWithoutTime, long bytes) {}
