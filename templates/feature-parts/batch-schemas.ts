
/** Many at once. */
export const <%= Singular %>Batch = batchOf(<%= Singular %>Create)
export const <%= Singular %>BatchRead = z.object({ items: z.array(<%= Singular %>Read).max(batchSize) })
