package dev.silverbook.command.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What one look at a path shows, symbolic links followed.
 *
 * @param directory whether it is a directory
 * @param file whether it is a regular file
 * @param size bytes
 * @param identity equal for two names of one file
 * @param etag changes whenever the file is replaced or rewritten: size, modification time and
 *     inode. The device is left out, because its number may change when a machine restarts.
 * @param modified when it was last written
 */
record FileState(
    boolean directory, boolean file, long size, Object identity, String etag, Instant modified) {

  private static final int ETAG_BYTES = 16;

  /** Copied for each etag: looking for it anew takes longer than the hash. */
  private static final MessageDigest HASH = hash();

  private static final String INODE = ",ino=";

  /** Looks; empty when there is nothing, also when it vanished just now. */
  static Optional<FileState> of(Path path) throws IOException {
    try {
      return Optional.of(
          path.getFileSystem().supportedFileAttributeViews().contains("unix")
              ? unix(path)
              : basic(path));
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path) && !Files.exists(path)) {
        throw new NoSuchFileException(
            path.toString(),
            Files.readSymbolicLink(path).toString(),
            "it is a link to " + Files.readSymbolicLink(path) + ", which does not exist");
      }
      return Optional.empty();
    }
  }

  /**
   * What a look at a regular file has shown already, where that says its inode: {@code
   * (dev=fd01,ino=42)}.
   */
  static Optional<FileState> of(BasicFileAttributes regularFile) {
    String key = regularFile.fileKey().toString();
    int start = key.indexOf(INODE);
    if (start < 0 || !key.endsWith(")")) {
      return Optional.empty();
    }
    FileTime modified = regularFile.lastModifiedTime();
    String inode = key.substring(start + INODE.length(), key.length() - 1);
    return Optional.of(
        new FileState(
            false,
            true,
            regularFile.size(),
            regularFile.fileKey(),
            etag(regularFile.size(), modified, inode),
            modified.toInstant()));
  }

  private static FileState unix(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(
            path, "unix:isDirectory,isRegularFile,size,lastModifiedTime,ino,fileKey");
    long size = (Long) attributes.get("size");
    return new FileState(
        (Boolean) attributes.get("isDirectory"),
        (Boolean) attributes.get("isRegularFile"),
        size,
        attributes.get("fileKey"),
        etag(size, (FileTime) attributes.get("lastModifiedTime"), attributes.get("ino")),
        ((FileTime) attributes.get("lastModifiedTime")).toInstant());
  }

  private static FileState basic(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileState(
        attributes.isDirectory(),
        attributes.isRegularFile(),
        attributes.size(),
        attributes.fileKey() == null ? path.toRealPath() : attributes.fileKey(),
        etag(attributes.size(), attributes.lastModifiedTime(), ""),
        attributes.lastModifiedTime().toInstant());
  }

  private static String etag(long size, FileTime modified, Object inode) {
    Instant time = modified.toInstant();
    String version = size + "/" + time.getEpochSecond() + "." + time.getNano() + "/" + inode;
    try {
      MessageDigest copy = (MessageDigest) HASH.clone();
      byte[] hash = copy.digest(version.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ETAG_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest hash() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
