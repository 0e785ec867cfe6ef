package dev.silverbook.aws;

import java.util.Objects;

/**
 * A bucket and a prefix in it: the root of a lake.
 *
 * @param bucket name of the bucket
 * @param prefix empty, or ends with {@code /}
 */
public record S3Location(String bucket, String prefix) {

  private static final String SCHEME = "s3://";

  /**
   * Adds the final slash to a prefix that lacks it.
   *
   * @throws IllegalArgumentException when the bucket is empty or has a slash, or the prefix starts
   *     with one
   */
  public S3Location {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(prefix, "prefix");
    if (bucket.isBlank() || bucket.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not the name of a bucket: '" + bucket + "'");
    }
    if (prefix.startsWith("/") || prefix.contains("//")) {
      throw new IllegalArgumentException(
          "a prefix neither starts with / nor has an empty part: '" + prefix + "'");
    }
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix = prefix + "/";
    }
  }

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static S3Location parse(String uri) {
    if (!uri.startsWith(SCHEME)) {
      throw new IllegalArgumentException("expected s3://bucket/prefix, got '" + uri + "'");
    }
    String rest = uri.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? new S3Location(rest, "")
        : new S3Location(rest.substring(0, slash), rest.substring(slash + 1));
  }

  /** Whether an object could lie below both: same bucket, and one prefix contains the other. */
  public boolean overlaps(S3Location other) {
    return bucket.equals(other.bucket)
        && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix));
  }

  /** The key in the bucket of a key below this location. */
  public String fullKey(String key) {
    return prefix + key;
  }

  /** The address of a key below this location, for people. */
  public String address(String key) {
    return SCHEME + bucket + "/" + prefix + key;
  }

  /** {@code s3://bucket/prefix}, without a final slash. */
  @Override
  public String toString() {
    String whole = SCHEME + bucket + "/" + prefix;
    return whole.substring(0, whole.length() - 1);
  }
}
