
/** Creates them all, or none: not by `create<%= Singular %>`, but by a statement for many. */
export async function create<%= Singular %>Batch(db: Db<%= userParam %>, all: readonly <%= Singular %>Create[]): Promise<<%= Singular %>Read[]> {
  <%~ slot('batch.checks') %>
  return await inChunks(db, all, async (trx, chunk) => {
    <%~ slot('batch.insert') %>
  })
}
