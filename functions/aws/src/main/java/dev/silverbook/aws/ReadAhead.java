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
 * <p>They are read twice, first for their times. What the budget cannot hold until then is given up
 * where it is soonest read again last: the one read last goes first, so that the others are still
 * there at the second reading. Thread-safe.
 */
final class ReadAhead {

  /** So many are fetched before they are asked for. */
  private static final int AHEAD = 16;

  /** An object that was opened within so many openings is still being read. */
  private static final int RECENT = 32;

  private static final int IDLE_SECONDS = 5;

  private static final ExecutorService FETCHERS = fetchers();

  private final S3Client client;
  private final S3Location root;
  private final Backoff backoff;
  private final HeldBytes held;
  private final List<StoredObject> objects;
  private final Fetched[] fetched;
  private final BitSet failed = new BitSet();
  private long openings;

  /** An object that is or will be in memory, for as long as its share of the budget is taken. */
  static final class Fetched {
    private final int index;
    private Future<byte[]> bytes;
    private Cleaner.Cleanable share;
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
      HeldBytes held) {
    this.client = client;
    this.root = root;
    this.objects = List.copyOf(objects);
    this.backoff = backoff;
    this.held = held;
    this.fetched = new Fetched[objects.size()];
  }

  private static ExecutorService fetchers() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            AHEAD,
            AHEAD,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "read-ahead");
              thread.setDaemon(true);
              return thread;
            });
    // So that none is left when a snapshot of the process is taken.
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
    Optional<Fetched> whole = whole(index);
    return whole.isPresent()
        ? new HeldStream(whole.get(), bytes(whole.get()), offset, length)
        : range(objects.get(index), offset, length);
  }

  /** Empty when it is to be read by ranges. */
  private synchronized Optional<Fetched> whole(int index) {
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
    if (fetched[index] != null) {
      return Optional.of(fetched[index]);
    }
    StoredObject object = objects.get(index);
    if (failed.get(index) || !held.small(object.size())) {
      return Optional.empty();
    }
    Fetched fetching = new Fetched(index);
    Optional<Cleaner.Cleanable> share = held.reserve(fetching, object.size());
    while (share.isEmpty()) {
      Optional<Fetched> victim = readLast();
      if (victim.isEmpty()) {
        return Optional.empty();
      }
      drop(victim.get());
      share = held.reserve(fetching, object.size());
    }
    fetching.share = share.get();
    fetching.bytes =
        FETCHERS.submit(
            () -> {
              byte[] bytes = new byte[(int) object.size()];
              try (InputStream stream = range(object, 0, object.size())) {
                stream.readNBytes(bytes, 0, bytes.length);
              }
              return bytes;
            });
    fetched[index] = fetching;
    return Optional.of(fetching);
  }

  /** Of those that have been read and are not being read, the one that was read last. */
  private Optional<Fetched> readLast() {
    Fetched last = null;
    for (Fetched each : fetched) {
      if (each != null
          && each.opened > 0
          && each.opened <= openings - RECENT
          && (last == null || each.opened > last.opened)) {
        last = each;
      }
    }
    return Optional.ofNullable(last);
  }

  private void drop(Fetched given) {
    fetched[given.index] = null;
    given.share.clean();
  }

  private byte[] bytes(Fetched whole) throws IOException {
    StoredObject object = objects.get(whole.index);
    try {
      return whole.bytes.get();
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
        failed.set(whole.index);
        if (fetched[whole.index] == whole) {
          drop(whole);
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
