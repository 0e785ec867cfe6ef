package dev.silverbook.aws;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.scratch.ScratchSpace;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects below a bucket prefix.
 *
 * <p>Reading is by GETs that insist on the listed version and continue where a broken stream
 * stopped: of small objects whole and several at a time, of others by ranges. Writing is one
 * conditional PUT for what fits in one part, otherwise a multipart upload completed under the same
 * condition.
 */
public final class S3Store implements LakeStore {

  /** As AWS documents it: at least 5 MiB; eight make 80 GB in 10,000 parts. */
  private static final int PART_BYTES = 8 << 20;

  private static final Backoff STREAM_BACKOFF =
      Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final int LISTING_RETRIES = 3;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final S3Location root;
  private final Backoff backoff;
  private final int partBytes;
  private final HeldBytes held;

  /**
   * Keys of this store are relative to {@code root}; nothing is called yet.
   *
   * @param client stays the caller's to close
   * @param root where keys begin
   */
  public S3Store(S3Client client, S3Location root) {
    this(client, root, STREAM_BACKOFF, PART_BYTES, HeldBytes.OF_PROCESS);
  }

  S3Store(S3Client client, S3Location root, Backoff backoff, int partBytes, HeldBytes held) {
    this.client = client;
    this.root = root;
    this.backoff = backoff;
    this.partBytes = partBytes;
    this.held = held;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public List<String> directories(String prefix) {
    String below = root.fullKey(checked(prefix));
    TreeSet<String> names = new TreeSet<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(root.bucket()).prefix(below).delimiter("/").build();
    for (ListObjectsV2Response page : pages(request, prefix)) {
      for (CommonPrefix directory : page.commonPrefixes()) {
        String name = directory.prefix().substring(below.length(), directory.prefix().length() - 1);
        // "a//b": no file system has a directory without a name.
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    String below = root.fullKey(checked(prefix));
    List<StoredObject> objects = new ArrayList<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(root.bucket()).prefix(below).build();
    for (ListObjectsV2Response page : pages(request, prefix)) {
      for (S3Object object : page.contents()) {
        String name = object.key().substring(below.length());
        if (!isDirectoryMarker(object) && !isHidden(name)) {
          String key = prefix + name;
          objects.add(
              new StoredObject(
                  key, object.size(), version(key, object.eTag()), time(object.lastModified())));
        }
      }
    }
    // S3 lists by UTF-8 bytes; the port's order is that of strings.
    objects.sort(Comparator.comparing(StoredObject::key));
    return objects;
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return head(key)
        .map(
            answer ->
                new StoredObject(
                    key,
                    answer.contentLength(),
                    version(key, answer.eTag()),
                    time(answer.lastModified())));
  }

  @Override
  public InputObject open(StoredObject object) {
    return openAll(List.of(object)).get(0);
  }

  @Override
  public List<InputObject> openAll(List<StoredObject> objects) {
    return openAll(objects, new ScratchCopies(Optional.empty()));
  }

  @Override
  public List<InputObject> openAll(List<StoredObject> objects, ScratchSpace scratch) {
    return openAll(objects, new ScratchCopies(Optional.of(scratch)));
  }

  private List<InputObject> openAll(List<StoredObject> objects, ScratchCopies copies) {
    ReadAhead readAhead = new ReadAhead(client, root, objects, backoff, held, copies);
    return IntStream.range(0, objects.size())
        .<InputObject>mapToObj(
            index -> new S3InputObject(root, objects.get(index), index, readAhead))
        .toList();
  }

  /**
   * Looks first, because not every store that speaks this protocol knows the condition; one that
   * does decides.
   */
  @Override
  public boolean delete(String key, String etag) {
    Optional<StoredObject> found = find(key);
    if (found.isEmpty()) {
      return true;
    }
    if (!found.get().etag().equals(etag)) {
      return false;
    }
    try {
      client.deleteObject(
          request -> request.bucket(root.bucket()).key(root.fullKey(key)).ifMatch(quoted(etag)));
      return true;
    } catch (SdkException e) {
      int status = e instanceof S3Exception answer ? answer.statusCode() : 0;
      if (status == PRECONDITION_FAILED || status == CONFLICT) {
        return false;
      }
      if (status == NOT_FOUND) {
        return true;
      }
      throw AwsFailures.storeException("s3:DeleteObject", root.address(key), key, e);
    }
  }

  @Override
  public PendingObject create(String key) {
    return new S3PendingObject(client, root, key, partBytes);
  }

  private Optional<HeadObjectResponse> head(String key) {
    try {
      return Optional.of(
          client.headObject(request -> request.bucket(root.bucket()).key(root.fullKey(key))));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw AwsFailures.storeException("s3:GetObject", root.address(key), key, e);
    }
  }

  private List<ListObjectsV2Response> pages(ListObjectsV2Request request, String prefix) {
    List<ListObjectsV2Response> pages = new ArrayList<>();
    String next = null;
    do {
      ListObjectsV2Response page =
          page(request.toBuilder().continuationToken(next).build(), prefix);
      pages.add(page);
      next = page.nextContinuationToken();
    } while (next != null && !next.isEmpty());
    return pages;
  }

  /** One page, asked for again when its answer broke off: the client does not retry that. */
  private ListObjectsV2Response page(ListObjectsV2Request request, String prefix) {
    for (int failures = 1; ; failures++) {
      try {
        return client.listObjectsV2(request);
      } catch (SdkException e) {
        StoreException failure =
            AwsFailures.storeException("s3:ListBucket", root.address(prefix), null, e);
        if (e instanceof SdkServiceException
            || !failure.reason().retryable()
            || failures > LISTING_RETRIES) {
          throw failure;
        }
        backoff.pause(failures);
      }
    }
  }

  private static Instant time(Instant modified) {
    return modified == null ? Instant.EPOCH : modified;
  }

  private String version(String key, String etag) {
    if (etag == null || etag.isEmpty()) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          key,
          root.address(key)
              + " has no ETag: this store cannot tell versions of an object apart;"
              + " use one that can",
          null);
    }
    return unquoted(etag);
  }

  /** ETags travel quoted in answers and bare in events; here they are bare. */
  static String unquoted(String etag) {
    return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }

  static String quoted(String etag) {
    return '"' + etag + '"';
  }

  private static boolean isDirectoryMarker(S3Object object) {
    // The console writes "a/", Hadoop's older file systems "a_$folder$".
    return object.key().endsWith("/") || (object.size() == 0 && object.key().endsWith("_$folder$"));
  }

  private static boolean isHidden(String name) {
    int start = 0;
    while (start < name.length()) {
      char first = name.charAt(start);
      if (first == '.' || first == '_') {
        return true;
      }
      int slash = name.indexOf('/', start);
      if (slash < 0) {
        return false;
      }
      start = slash + 1;
    }
    return false;
  }

  private static String checked(String prefix) {
    if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/"))) {
      throw new IllegalArgumentException(
          "a prefix is empty or ends, but does not start, with /: '" + prefix + "'");
    }
    return prefix;
  }
}
