package dev.silverbook.command.files;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objects as files below a directory. Symbolic links are followed; a link that leads back to a
 * directory it lies in is ignored. What is provably not there is empty; what cannot be looked at is
 * an error, because taking it for empty would lose data silently. An object's version follows from
 * its size, modification time and inode, so telling whether it changed costs one look and no
 * reading.
 */
public final class DirectoryStore implements LakeStore {

  private final Path root;
  private final FileOpener opener;
  private final FileStates states = new FileStates();

  /**
   * A store on that directory, which may be missing: then it is empty until something is written.
   */
  public DirectoryStore(Path root) {
    this(root, FileChannel::open);
  }

  DirectoryStore(Path root, FileOpener opener) {
    this.root = root.toAbsolutePath().normalize();
    this.opener = opener;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public List<String> directories(String prefix) {
    Path directory = resolve(prefix);
    List<String> names = new ArrayList<>();
    children(directory)
        .forEach(
            (name, child) -> {
              if (mayBeDirectory(child)) {
                names.add(name);
              }
            });
    return names;
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    Path directory = resolve(prefix);
    List<StoredObject> found = new ArrayList<>();
    Deque<Path> above = new ArrayDeque<>();
    for (Path at = directory; !at.equals(root); at = at.getParent()) {
      above.push(at.getParent());
    }
    Deque<Object> ancestors = new ArrayDeque<>();
    // From the top: below what is no directory there is nothing, for whatever reason a look at it
    // would fail.
    for (Path at : above) {
      Optional<FileState> state = stateOf(at).filter(FileState::directory);
      if (state.isEmpty()) {
        return found;
      }
      ancestors.push(state.get().identity());
    }
    collect(directory, prefix, ancestors, found);
    found.sort(Comparator.comparing(StoredObject::key));
    return found;
  }

  @Override
  public Optional<StoredObject> find(String key) {
    Path path = resolve(key);
    try {
      return states
          .of(path)
          .filter(FileState::file)
          .map(state -> new StoredObject(key, state.size(), state.etag(), state.modified()));
    } catch (IOException e) {
      throw FileFailure.reading(path, e);
    }
  }

  @Override
  public InputObject open(StoredObject object) {
    return new FileObject(states, object, resolve(object.key()), opener);
  }

  @Override
  public boolean delete(String key, String etag) {
    Path path = resolve(key);
    try {
      return Files.isDirectory(root)
          ? FileMutex.holding(lockFile(), () -> deleted(key, path, etag))
          : true;
    } catch (IOException e) {
      throw FileFailure.writing(path, e);
    }
  }

  private boolean deleted(String key, Path path, String etag) throws IOException {
    Optional<StoredObject> found = find(key);
    if (found.isPresent() && !found.get().etag().equals(etag)) {
      return false;
    }
    if (found.isPresent()) {
      DurableFiles.delete(path);
    }
    return true;
  }

  @Override
  public PendingObject create(String key) {
    return PendingFile.create(this, key, resolve(key), opener);
  }

  /**
   * The lock that makes comparing an object's version and replacing it one step. Hidden, so that no
   * listing and no query engine sees it.
   */
  Path lockFile() {
    return root.resolve(".silverbook.lock");
  }

  private void collect(
      Path directory, String prefix, Deque<Object> ancestors, List<StoredObject> found) {
    Optional<FileState> self = stateOf(directory);
    if (self.isEmpty() || ancestors.contains(self.get().identity())) {
      return;
    }
    ancestors.push(self.get().identity());
    for (Map.Entry<String, Path> child : children(directory).entrySet()) {
      if (HivePath.ignored(child.getKey())) {
        continue;
      }
      Optional<FileState> state = stateOf(child.getValue());
      if (state.isEmpty()) {
        continue;
      }
      String key = prefix + child.getKey();
      if (state.get().directory()) {
        collect(child.getValue(), key + "/", ancestors, found);
      } else if (state.get().file()) {
        found.add(
            new StoredObject(key, state.get().size(), state.get().etag(), state.get().modified()));
      }
    }
    ancestors.pop();
  }

  /**
   * Whether listing it shows more: also where looking at it fails, so that listing it names the
   * failure and its siblings are still found.
   */
  private static boolean mayBeDirectory(Path child) {
    try {
      // One look at no more than is asked: a listing has a hundred thousand of them.
      return Files.readAttributes(child, BasicFileAttributes.class).isDirectory();
    } catch (NoSuchFileException e) {
      // Vanished, or a link to nothing: the disk it leads to may be missing.
      return Files.isSymbolicLink(child);
    } catch (AccessDeniedException e) {
      Path directory = child.getParent();
      if (!Files.isExecutable(directory)) {
        // The names are readable, but nothing below is: one failure instead of one for each name.
        throw FileFailure.reading(directory, e);
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  private Optional<FileState> stateOf(Path path) {
    try {
      return states.of(path);
    } catch (IOException e) {
      throw FileFailure.reading(path, e);
    }
  }

  /** What a directory holds, by ascending name. */
  private SortedMap<String, Path> children(Path directory) {
    SortedMap<String, Path> children = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path child : stream) {
        children.put(child.getFileName().toString(), child);
      }
    } catch (NoSuchFileException e) {
      // Fails when it is a link to nothing: the disk it leads to may be missing.
      stateOf(directory);
      return new TreeMap<>();
    } catch (NotDirectoryException e) {
      return new TreeMap<>();
    } catch (DirectoryIteratorException e) {
      throw FileFailure.reading(directory, e.getCause());
    } catch (IOException e) {
      throw FileFailure.reading(directory, e);
    }
    return children;
  }

  private Path resolve(String key) {
    try {
      Path path = root.resolve(key).normalize();
      if (!path.startsWith(root)) {
        throw new IllegalArgumentException("key " + key + " leads out of " + root);
      }
      return path;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("key " + key + " is not a file name here", e);
    }
  }
}
