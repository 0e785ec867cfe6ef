/**
 * A whole job in a process that has done it before, and its floor, which is reading and writing the
 * same rows without computing: {@link dev.silverbook.benchmark.floor.WarmDay}.
 */
package dev.silverbook.benchmark.floor;
