package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema's columns by what their names mean. */
final class NamedColumns {

  private final Map<ColumnRole, SchemaNode> columns = new EnumMap<>(ColumnRole.class);

  private NamedColumns(SchemaNode root) {
    List<String> names = root.children().stream().map(SchemaNode::name).toList();
    for (ColumnRole role : ColumnRole.values()) {
      role.find(names).flatMap(root::child).ifPresent(node -> columns.put(role, node));
    }
  }

  /** Of a schema; files of one schema share it. */
  static NamedColumns of(SchemaNode root) {
    return root.remembered(NamedColumns.class, NamedColumns::new);
  }

  /** The column that is named for {@code role}. */
  Optional<SchemaNode> find(ColumnRole role) {
    return Optional.ofNullable(columns.get(role));
  }
}
