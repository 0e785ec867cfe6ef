package dev.silverbook.aws;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/**
 * One version of an object.
 *
 * @param root where its key begins
 * @param object its listing
 * @param index among those that are read with it
 * @param readAhead reads it, and those that come next
 */
record S3InputObject(S3Location root, StoredObject object, int index, ReadAhead readAhead)
    implements InputObject {

  @Override
  public String key() {
    return object.key();
  }

  @Override
  public long size() {
    return object.size();
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > object.size() - offset) {
      throw new IllegalArgumentException(
          "%s has %d bytes: there are no %d bytes at %d"
              .formatted(root.address(object.key()), object.size(), length, offset));
    }
    return length == 0 ? InputStream.nullInputStream() : readAhead.open(index, offset, length);
  }
}
