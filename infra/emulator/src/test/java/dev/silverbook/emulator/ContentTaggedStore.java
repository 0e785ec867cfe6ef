package dev.silverbook.emulator;

import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The local store, with the versions of objects that S3 gives them: the MD5 of their bytes. So
 * fingerprints here and there are the same, and with them the bytes of the output.
 */
final class ContentTaggedStore implements LakeStore {

  private final DirectoryStore files;
  private final Path root;

  ContentTaggedStore(Path root) {
    this.files = new DirectoryStore(root);
    this.root = root;
  }

  @Override
  public String location() {
    return files.location();
  }

  @Override
  public List<String> directories(String prefix) {
    return files.directories(prefix);
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    return files.objects(prefix).stream().map(this::tagged).toList();
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return files.find(key).map(this::tagged);
  }

  @Override
  public InputObject open(StoredObject object) {
    return files.open(files.find(object.key()).orElseThrow());
  }

  @Override
  public boolean delete(String key, String etag) {
    throw new UnsupportedOperationException("inputs are not deleted here: " + key);
  }

  @Override
  public PendingObject create(String key) {
    throw new UnsupportedOperationException("inputs are not written here: " + key);
  }

  private StoredObject tagged(StoredObject object) {
    try {
      return new StoredObject(
          object.key(), object.size(), md5(Files.readAllBytes(root.resolve(object.key()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As S3 tags what was put in one piece. */
  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
