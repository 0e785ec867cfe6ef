package dev.silverbook.command.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output of this process. A print writer only remembers that writing failed; this tells
 * whether that was because nobody reads any more.
 */
final class StandardOutput extends OutputStream {

  /** Of a file's mode: its type, and the types that somebody else reads from. */
  private static final int TYPE = 0xf000;

  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xc000;

  private final OutputStream stream;
  private final boolean read;
  private volatile boolean failed;

  private StandardOutput(OutputStream stream, boolean read) {
    this.stream = stream;
    this.read = read;
  }

  static StandardOutput ofThisProcess() {
    return new StandardOutput(
        new FileOutputStream(FileDescriptor.out), isReadByAnother(Path.of("/dev/fd/1")));
  }

  /** Whether writing failed because the process that read this has left. */
  boolean readerLeft() {
    return failed && read;
  }

  /** A pipe has no room to run out of: writing to it fails only when it is closed. */
  private static boolean isReadByAnother(Path descriptor) {
    try {
      int type = (int) Files.getAttribute(descriptor, "unix:mode") & TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Where descriptors are no files, a failure to write is told as what it is.
      return false;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }
}
