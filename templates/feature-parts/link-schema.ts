/** All the <%= partTitles %> that <%= aTitle %> is to have. */
export const <%= linkSchema %> = z.strictObject({ <%= ids %>: z.array(Id).max(100) })
