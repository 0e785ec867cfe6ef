package dev.silverbook.pipeline.store;

/**
 * An object as a listing shows it.
 *
 * @param key key below the store's root, {@code /}-separated
 * @param size bytes
 * @param etag opaque version: changes whenever the bytes are replaced
 */
public record StoredObject(String key, long size, String etag) {}
