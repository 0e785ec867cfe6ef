/**
 * The lake on a directory tree.
 *
 * <ul>
 *   <li>{@link dev.silverbook.local.files.DirectoryStore}: the lake store port.
 *   <li>{@link dev.silverbook.local.files.FileMutex}: exclusion between threads and processes.
 *   <li>{@link dev.silverbook.local.files.DurableFiles}: replacing a file so that a crash leaves
 *       the old or the new one, whole.
 *   <li>{@link dev.silverbook.local.files.FileProblem}: what the file system says, in words.
 * </ul>
 */
package dev.silverbook.local.files;
