interface Exception {
  readonly pattern: RegExp
  /** Why, as `docs/migrations.md` has it. */
  readonly reason: string
}

/** Cases that are to count no difference, where the two schemas have one. */
const different: readonly Exception[] = [
  {
    pattern:
      /CheckConstraint(FilterTest|NoReflectionTest|Test).*(exclud|no_reflection|is_skip|different_expression|can_be_disabled|metadata_ignored)/,
    reason: 'Alembic was told to leave checks alone, or compares them by name only',
  },
  { pattern: /test_fk_to_filtered_table_with_include_object/, reason: 'Alembic was told to leave a table alone' },
  {
    pattern: /test_expression_indexes_(add|changed|remove)/,
    reason: 'Alembic was run on SQLite, from which it does not read indexes on expressions',
  },
  {
    pattern: /NoUq(ReflectionIndexTest|ReportsIndAsUqTest).*(test_add|cols_changed|test_remove)/,
    reason: 'Alembic was told that it cannot read unique constraints',
  },
  {
    pattern: /mysql .*test_mismatch_db_named_col_flag/,
    reason: 'MySQL names what is unique by its column where nobody named it, and names of indexes count',
  },
  { pattern: /test_cant_change_computed_warning/, reason: 'Alembic warns that it cannot change a computed column' },
]

/** Cases whose schema SQLite takes and cannot work with. */
const unusable: readonly Exception[] = [
  {
    pattern: /AutogenerateForeignKeysTest.*::test_add_fk$/,
    reason: 'A reference to a column that is not unique: with rows, SQLite refuses to check it (foreign key mismatch)',
  },
]

const reasonIn =
  (exceptions: readonly Exception[]) =>
  (name: string): string | undefined =>
    exceptions.find(({ pattern }) => pattern.test(name))?.reason

export const reasonToDiffer = reasonIn(different)
export const reasonToSkip = reasonIn(unusable)
