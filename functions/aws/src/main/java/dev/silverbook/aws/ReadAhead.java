package dev.silverbook.aws;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Small objects that are read one after the other: each is fetched whole by one request, those that
 * come next meanwhile, and served from memory. A Parquet file is read in many short ranges, and
 * each would be a request; a day may have ten thousand files, and each request takes its time.
 *
 * <p>They are read more than once, first for their times. What the budget of memory cannot hold
 * until then goes to the scratch disk. What that cannot hold either is given up where it is soonest
 * read again last: the one read last goes first, so that the others are still there at the second
 * reading. Thread-safe.
 */
final class ReadAhead {

  /** So many are fetched before they are asked for. */
  private static final int AHEAD = 16;

  /** An object that was opened within so many openings is still being read. */
  private static final int RECENT = 32;

  /** So that none is left when a snapshot of the process is taken: another costs nothing. */
  private static final int IDLE_MILLIS = 200;

  private static final int BUFFER_BYTES = 64 << 10;

  private static final ExecutorService FETCHERS = fetchers();

  private final S3Client client;
  private final S3Location root;
  private final Backoff backoff;
  private final HeldBytes held;
  private final ScratchCopies copies;
  private final List<StoredObject> objects;
  private final Fetched[] fetched;
  private final BitSet failed = new BitSet();
  private long openings;

  /** Where an object is. */
  private sealed interface Whole {}

  private static final class InMemory implements Whole {
    private final byte[] bytes;

    private InMemory(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * On the scratch disk.
   *
   * @param position of its first byte among all copies
   */
  private record OnDisk(long position) implements Whole {}

  /** The copies gave way before it was there. */
  private record Nowhere() implements Whole {}

  /** An object that is or will be here; in memory, its share of the budget is taken. */
  static final class Fetched {
    private final int index;
    private Future<Whole> whole;
    private volatile Whole ready;
    private Optional<Cleaner.Cleanable> share = Optional.empty();
    private long opened;

    private Fetched(int index) {
      this.index = index;
    }
  }

  /** Nothing is fetched before it is asked for. */
  ReadAhead(
      S3Client client,
      S3Location root,
      List<StoredObject> objects,
      Backoff backoff,
      HeldBytes held,
      ScratchCopies copies) {
    this.client = client;
    this.root = root;
    this.objects = List.copyOf(objects);
    this.backoff = backoff;
    this.held = held;
    this.copies = copies;
    this.fetched = new Fetched[objects.size()];
  }

  private static ExecutorService fetchers() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            AHEAD,
            AHEAD,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "read-ahead");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * A stream of a range of an object.
   *
   * @param index of the object in the list
   * @throws StoreException when it cannot be fetched
   */
  InputStream open(int index, long offset, long length) throws IOException {
    StoredObject object = objects.get(index);
    Optional<Fetched> wanted = wanted(index);
    if (wanted.isEmpty()) {
      return range(object, offset, length);
    }
    Whole whole = whole(wanted.get());
    if (whole instanceof InMemory memory) {
      return new HeldStream(wanted.get(), memory.bytes, offset, length);
    }
    if (whole instanceof OnDisk disk) {
      return new ScratchStream(
          copies,
          disk.position() + offset,
          length,
          left -> range(object, offset + length - left, left));
    }
    return range(object, offset, length);
  }

  /** Empty when it is to be read by ranges. */
  private synchronized Optional<Fetched> wanted(int index) {
    openings++;
    Optional<Fetched> wanted = fetch(index);
    if (wanted.isPresent()) {
      wanted.get().opened = openings;
      int end = Math.min(objects.size(), index + 1 + AHEAD);
      for (int next = index + 1; next < end; next++) {
        if (held.small(objects.get(next).size()) && fetch(next).isEmpty()) {
          break;
        }
      }
    }
    return wanted;
  }

  /** Fetches it, unless it is there; empty when there is no room, or when that has failed. */
  private Optional<Fetched> fetch(int index) {
    Fetched known = fetched[index];
    if (known != null && (known.share.isPresent() || !copies.over())) {
      return Optional.of(known);
    }
    StoredObject object = objects.get(index);
    if (failed.get(index) || !held.small(object.size())) {
      return Optional.empty();
    }
    Fetched fetching = new Fetched(index);
    fetching.share = memoryFor(fetching, object.size());
    if (fetching.share.isPresent()) {
      fetching.whole = FETCHERS.submit(() -> toMemory(object));
    } else {
      OptionalLong position = copies.reserve(object.size());
      if (position.isEmpty()) {
        fetched[index] = null;
        return Optional.empty();
      }
      fetching.whole = FETCHERS.submit(() -> toDisk(object, position.getAsLong()));
    }
    fetched[index] = fetching;
    return Optional.of(fetching);
  }

  /** A share of the budget, for which others may go to the disk or be given up. */
  private Optional<Cleaner.Cleanable> memoryFor(Fetched fetching, long bytes) {
    Optional<Cleaner.Cleanable> share = held.reserve(fetching, bytes);
    while (share.isEmpty()) {
      Optional<Fetched> victim = readLast();
      if (victim.isEmpty()) {
        return share;
      }
      giveUpMemory(victim.get());
      share = held.reserve(fetching, bytes);
    }
    return share;
  }

  private Whole toMemory(StoredObject object) throws IOException {
    byte[] bytes = new byte[(int) object.size()];
    try (InputStream stream = range(object, 0, object.size())) {
      stream.readNBytes(bytes, 0, bytes.length);
    }
    return new InMemory(bytes);
  }

  private Whole toDisk(StoredObject object, long position) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, object.size())];
    try (InputStream stream = range(object, 0, object.size())) {
      long done = 0;
      while (done < object.size()) {
        int count = stream.readNBytes(buffer, 0, buffer.length);
        if (!copies.write(position + done, buffer, count)) {
          return new Nowhere();
        }
        done += count;
      }
    }
    return new OnDisk(position);
  }

  /** Of those that have been read and are not being read, the one in memory that was read last. */
  private Optional<Fetched> readLast() {
    Fetched last = null;
    for (Fetched each : fetched) {
      if (each != null
          && each.share.isPresent()
          && each.opened > 0
          && each.opened <= openings - RECENT
          && (last == null || each.opened > last.opened)) {
        last = each;
      }
    }
    return Optional.ofNullable(last);
  }

  /** Moves it to the disk when there is room, else forgets it. */
  private void giveUpMemory(Fetched given) {
    StoredObject object = objects.get(given.index);
    fetched[given.index] = null;
    if (given.ready instanceof InMemory memory) {
      OptionalLong position = copies.reserve(object.size());
      if (position.isPresent()
          && copies.write(position.getAsLong(), memory.bytes, memory.bytes.length)) {
        Fetched moved = new Fetched(given.index);
        moved.whole = CompletableFuture.completedFuture(new OnDisk(position.getAsLong()));
        moved.opened = given.opened;
        fetched[given.index] = moved;
      }
    }
    given.share.ifPresent(Cleaner.Cleanable::clean);
  }

  private Whole whole(Fetched wanted) throws IOException {
    StoredObject object = objects.get(wanted.index);
    try {
      Whole whole = wanted.whole.get();
      wanted.ready = whole;
      return whole;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          FailureReason.INTERRUPTED,
          object.key(),
          "interrupted while reading " + root.address(object.key()),
          e);
    } catch (ExecutionException e) {
      synchronized (this) {
        // Whoever reads it later does so by ranges.
        failed.set(wanted.index);
        if (fetched[wanted.index] == wanted) {
          fetched[wanted.index] = null;
          wanted.share.ifPresent(Cleaner.Cleanable::clean);
        }
      }
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IOException("could not read " + root.address(object.key()), e.getCause());
    }
  }

  private InputStream range(StoredObject object, long offset, long length) {
    return new ResumingStream(client, root, object, backoff, offset, length);
  }
}
