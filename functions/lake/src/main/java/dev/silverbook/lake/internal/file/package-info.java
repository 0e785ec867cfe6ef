/** Files: footer, schema and the bytes of pages; what they mean is told where columns are read. */
package dev.silverbook.lake.internal.file;
