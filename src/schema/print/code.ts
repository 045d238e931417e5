/** A text as TypeScript; the formatter chooses the quotes. */
export const text = (value: string): string => JSON.stringify(value)

/** A value as TypeScript; the formatter chooses the quotes. In a literal, `__proto__` would be the prototype. */
export const code = (value: unknown): string =>
  JSON.stringify(value)?.replaceAll(/"(?:[^"\\]|\\.)*":?/g, (token) =>
    token === '"__proto__":' ? '["__proto__"]:' : token,
  )

export const texts = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`

/**
 * SQL in Kysely's template, to the letter: a template would read a lone carriage return as a line feed.
 * @param type of the value that it gives, where Kysely asks for one
 */
export function template(sql: string, type?: 'boolean'): string {
  const escaped = sql.replaceAll(/[\\`\r]|\$\{/g, (found) => (found === '\r' ? '\\r' : `\\${found}`))
  return `sql${type ? `<${type}>` : ''}\`${escaped}\``
}

/** The code without its texts and templates; a template has no code in it. */
export const withoutTexts = (source: string): string => source.replaceAll(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/gs, '')

/** Whether the builder takes a text for one name: what stands before a dot is a schema to it. */
export const isName = (table: string): boolean => !table.includes('.')
