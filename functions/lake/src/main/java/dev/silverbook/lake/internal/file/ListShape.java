package dev.silverbook.lake.internal.file;

/**
 * Finds the element of a list, whichever of the encodings in use wrote it: three levels ({@code
 * list/element}, {@code list/item}, {@code bag/array_element}) or two ({@code array}, a repeated
 * field). The rules are the format's <a
 * href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists">backward
 * compatibility rules</a>.
 */
public final class ListShape {

  private ListShape() {}

  /** Whether a group consists of one repeated field. */
  public static boolean hasRepeatedChild(SchemaNode node) {
    return node.children().size() == 1 && node.children().get(0).repeated();
  }

  /** The repeated node of a list: an entry whose definition level reaches its own is an element. */
  public static SchemaNode repeated(SchemaNode list) {
    return hasRepeatedChild(list) ? list.children().get(0) : list;
  }

  /** The element: the repeated node itself with two levels, its only child with three. */
  public static SchemaNode element(SchemaNode list) {
    SchemaNode repeated = repeated(list);
    if (repeated.leaf() || repeated == list || repeated.children().size() != 1) {
      return repeated;
    }
    SchemaNode only = repeated.children().get(0);
    boolean twoLevels =
        only.repeated()
            || repeated.name().equals("array")
            || repeated.name().equals(list.name() + "_tuple");
    return twoLevels ? repeated : only;
  }
}
