/**
 * The one reader of fields of parsed JSON, and the one writer of JSON in a line: {@link
 * dev.silverbook.pipeline.json.JsonValue} knows its path, so that what is wrong with it can be said
 * ({@link dev.silverbook.pipeline.json.MalformedJsonException}); {@link
 * dev.silverbook.pipeline.json.CompactJson} writes.
 */
package dev.silverbook.pipeline.json;
