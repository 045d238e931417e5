/**
 * Words that are names only in quotes: https://www.sqlite.org/lang_keywords.html without what the grammar's `%fallback`
 * lets pass for a name.
 */
const reserved = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create default deferrable delete
  distinct drop else escape except exists foreign from group having in index insert intersect into is isnull join limit
  not nothing notnull null on or order primary references returning select set table then to transaction union unique
  update using values when where`.split(/\s+/),
)

/** Keywords that are names where nothing else can be meant, and words that are values where no column has their name. */
const contextual = new Set(
  `abort action after always analyze asc attach before begin by cascade cast column conflict cross current current_date
  current_time current_timestamp database deferred desc detach do each end exclude exclusive explain fail false filter
  first following for full generated glob groups if ignore immediate indexed initially inner instead key last left like
  match materialized natural no nulls of offset others outer over partition plan pragma preceding query raise range
  recursive regexp reindex release rename replace restrict right rollback row rows savepoint temp temporary ties trigger
  true unbounded vacuum view virtual window with within without`.split(/\s+/),
)

/** Whether a word, in lower case, is never a name unless it is quoted. */
export const isReserved = (word: string): boolean => reserved.has(word)

/** Whether a word, in lower case, means something in SQL. */
export const isKeyword = (word: string): boolean => reserved.has(word) || contextual.has(word)
