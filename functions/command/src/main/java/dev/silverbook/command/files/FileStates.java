package dev.silverbook.command.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at files, and remembers the etags of those that look as before: every file is looked at
 * when it is listed and whenever it is read, and an etag takes many times as long as a look. What
 * makes the etag is what is compared, so none is out of date.
 */
final class FileStates {

  /** As many as a day of a file a minute has several times over. */
  private static final int MOST = 8_192;

  /** Compared by hand: that is most of what a look costs otherwise. */
  private record Look(long size, Instant modified, Object identity) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Look look
          && size == look.size
          && modified.equals(look.modified)
          && identity.equals(look.identity);
    }

    @Override
    public int hashCode() {
      return 31 * modified.hashCode() + Long.hashCode(size);
    }
  }

  private final Map<Look, FileState> known = new ConcurrentHashMap<>();

  /** As {@link FileState#of}. */
  Optional<FileState> of(Path path) throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      // It knows whether that is a failure.
      return FileState.of(path);
    }
    if (!now.isRegularFile() || now.fileKey() == null) {
      return FileState.of(path);
    }
    FileState before =
        known.get(new Look(now.size(), now.lastModifiedTime().toInstant(), now.fileKey()));
    if (before != null) {
      return Optional.of(before);
    }
    Optional<FileState> told = FileState.of(now);
    Optional<FileState> state = told.isPresent() ? told : FileState.of(path);
    if (state.isPresent() && state.get().file()) {
      if (known.size() >= MOST) {
        known.clear();
      }
      // Under what it looked like itself: the file may have been replaced since the first look.
      FileState found = state.get();
      known.put(new Look(found.size(), found.modified(), found.identity()), found);
    }
    return state;
  }
}
