package dev.silverbook.worker;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Objects in memory, to be read only.
 *
 * @param objects bytes by key
 */
record MemoryLake(TreeMap<String, byte[]> objects) implements LakeStore {

  /**
   * Files below a directory, by their path in it.
   *
   * @param accompanied which of them have others beside them that are no inputs
   * @param others how many of these
   */
  static MemoryLake of(Path directory, Predicate<String> accompanied, int others)
      throws IOException {
    TreeMap<String, byte[]> objects = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String key = directory.relativize(file).toString();
        objects.put(key, Files.readAllBytes(file));
        for (int other = 0; accompanied.test(key) && other < others; other++) {
          objects.put(key + "." + other + ".done", new byte[0]);
        }
      }
    }
    return new MemoryLake(objects);
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public List<String> directories(String prefix) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .filter(rest -> rest.contains("/"))
        .map(rest -> rest.substring(0, rest.indexOf('/')))
        .distinct()
        .toList();
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> find(key).orElseThrow())
        .toList();
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key))
        .map(bytes -> new StoredObject(key, bytes.length, "0"));
  }

  @Override
  public InputObject open(StoredObject object) {
    byte[] bytes = objects.get(object.key());
    return new InputObject() {
      @Override
      public String key() {
        return object.key();
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open(long offset, long length) {
        return new ByteArrayInputStream(bytes, (int) offset, (int) length);
      }
    };
  }

  @Override
  public boolean delete(String key, String etag) {
    throw new UnsupportedOperationException("this lake is only read; " + key + " stays");
  }

  @Override
  public PendingObject create(String key) {
    throw new UnsupportedOperationException("this lake is only read; there is no place for " + key);
  }
}
