/**
 * Looks at a lake before anything is done: how much there is, and what the engine makes of a few
 * rows.
 */
package dev.silverbook.pipeline.inspect;
