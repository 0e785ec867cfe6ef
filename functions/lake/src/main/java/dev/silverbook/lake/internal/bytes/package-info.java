/** Bytes that mean nothing yet: sinks, byte order, LZ4, numbers as text. */
package dev.silverbook.lake.internal.bytes;
