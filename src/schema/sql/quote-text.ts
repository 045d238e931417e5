/** A text as standard SQL has it, in quotes. */
export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`
