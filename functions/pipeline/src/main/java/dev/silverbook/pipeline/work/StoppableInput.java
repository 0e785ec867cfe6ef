package dev.silverbook.pipeline.work;

import dev.silverbook.lake.InputObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Heeds the stop signal, and looks after the heap, also while a reader sorts or skips and delivers
 * no rows.
 */
final class StoppableInput implements InputObject {

  private final InputObject object;
  private final StopSignal stop;

  StoppableInput(InputObject object, StopSignal stop) {
    this.object = object;
    this.stop = stop;
  }

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
    stop.check();
    OldGeneration.OF_PROCESS.keepSmall();
    return new StoppableStream(object.open(offset, length), stop);
  }

  private static final class StoppableStream extends FilterInputStream {

    private final StopSignal stop;

    StoppableStream(InputStream in, StopSignal stop) {
      super(in);
      this.stop = stop;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      stop.check();
      return super.read(buffer, offset, length);
    }
  }
}
