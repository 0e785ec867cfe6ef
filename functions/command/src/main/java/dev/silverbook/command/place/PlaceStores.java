package dev.silverbook.command.place;

import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.stack.AwsSession;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.pipeline.store.LakeStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Stores of places that are only read. AWS is reached when the first bucket is asked for. */
public final class PlaceStores implements AutoCloseable {

  private final AwsSelection aws;
  private AwsSession session;

  /** Nothing is opened yet. */
  public PlaceStores(AwsSelection aws) {
    this.aws = aws;
  }

  /**
   * A place as the user names it: a directory, a file or a bucket's prefix.
   *
   * @param directory what relative paths are relative to
   * @param label what the user calls it, for messages
   * @throws UsageException when it is not there
   */
  public LakePlace find(Path directory, String label, String name) {
    if (LakePlace.namesBucket(name)) {
      LakePlace.Bucket bucket = Places.bucket(label, name);
      session().requireBucket(label, bucket.location());
      return bucket;
    }
    Path path = Places.absolute(directory, Path.of(name));
    if (!Files.exists(path)) {
      throw new UsageException(
          label + " " + path + " does not exist; give a directory, a file or s3://BUCKET/PREFIX");
    }
    return new LakePlace.Directory(path);
  }

  /** The store of a place. */
  public LakeStore store(LakePlace place) {
    return store(place, this::session);
  }

  static LakeStore store(LakePlace place, Supplier<AwsSession> session) {
    if (place instanceof LakePlace.Bucket bucket) {
      return session.get().store(bucket.location());
    }
    return new DirectoryStore(((LakePlace.Directory) place).path());
  }

  private AwsSession session() {
    if (session == null) {
      session = AwsSession.open(aws);
    }
    return session;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
