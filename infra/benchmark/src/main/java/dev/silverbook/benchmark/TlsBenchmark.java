package dev.silverbook.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What TLS adds to sending one output of 73 MB: AES-256-GCM record by record; milliseconds. It
 * decides how far the worker's code is compiled, because only the last level of the JVM's compiler
 * knows the processor's instructions for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TlsBenchmark {

  private static final int RECORD_BYTES = 16 * 1024;
  private static final int RECORDS = 73_000_000 / RECORD_BYTES;
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
  private final byte[] plain = new byte[RECORD_BYTES];
  private final byte[] encrypted = new byte[RECORD_BYTES + TAG_BITS / Byte.SIZE];
  private final ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES).order(ByteOrder.BIG_ENDIAN);
  private long sequence;

  /** As the template runs the worker. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = "-XX:TieredStopAtLevel=4")
  public byte[] level4() throws GeneralSecurityException {
    return encryptAll();
  }

  /** As Lambda may run it when nothing is said. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
  public byte[] level1() throws GeneralSecurityException {
    return encryptAll();
  }

  private byte[] encryptAll() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    for (int i = 0; i < RECORDS; i++) {
      nonce.putLong(NONCE_BYTES - Long.BYTES, sequence++);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
      cipher.doFinal(plain, 0, plain.length, encrypted);
    }
    return encrypted;
  }
}
