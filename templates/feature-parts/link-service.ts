
/** Gives <%= aTitle %> these <%= partTitles %>, and no others. */
export async function <%= linkService %>(db: Db<%= linksUser %>, id: Id, <%= ids %>: Id[]<%= seenParam %>): Promise<void> {
  await inTransaction(db, async (trx) => {
    // Finds out that it is there, and keeps others from setting them meanwhile.
    await update<%= Singular %>(trx<%= userArg %>, id, {}<%= seenArg %>)
    await setLinks(trx, <%= singular %>Relations.<%= name %>, id, <%= ids %><%= scopedArg %>)
  })
}
