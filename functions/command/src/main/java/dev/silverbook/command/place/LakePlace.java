package dev.silverbook.command.place;

import dev.silverbook.aws.S3Location;
import java.nio.file.Path;

/** Where a lake is. Its text is for people: an absolute path or {@code s3://bucket/prefix}. */
public sealed interface LakePlace {

  /** What a bucket's address begins with. */
  String BUCKET_SCHEME = "s3://";

  /** Whether an option's value names a bucket. */
  static boolean namesBucket(String value) {
    return value.startsWith(BUCKET_SCHEME);
  }

  /** Where the object with a key is. */
  String address(String key);

  /** The place of a directory in this one. */
  LakePlace below(String name);

  /** A directory; absolute. */
  record Directory(Path path) implements LakePlace {
    @Override
    public String address(String key) {
      return path.resolve(key).toString();
    }

    @Override
    public LakePlace below(String name) {
      return new Directory(path.resolve(name));
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A prefix in a bucket. */
  record Bucket(S3Location location) implements LakePlace {
    @Override
    public String address(String key) {
      return location.address(key);
    }

    @Override
    public LakePlace below(String name) {
      return new Bucket(new S3Location(location.bucket(), location.fullKey(name)));
    }

    @Override
    public String toString() {
      return location.toString();
    }
  }
}
