/** Encodings: bytes of a page to integers, doubles, texts, levels and dictionary ids. */
package dev.silverbook.lake.internal.decode;
