package dev.silverbook.pipeline.plan;

/**
 * A directory that is no part of the partition layout.
 *
 * @param path below the store's root, with a closing slash
 * @param reason what was expected there
 */
public record IgnoredPath(String path, String reason) {}
