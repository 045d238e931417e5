export const identifier = /(?<![\p{L}\p{N}_$])[\p{L}_$][\p{L}\p{N}_$]*/gu
/** As much as is looked at before or after a place in a code. */
export const context = 200

/**
 * The names that code uses or binds, but not those of properties.
 * @param code without literals; part of a program will do
 */
export const namesIn = (code: string): Set<string> =>
  new Set(identifiersIn(code).flatMap(({ name, before, after }) => (isProperty(before, after) ? [] : [name])))

/** Whether code uses or binds a name, as `namesIn` has it. */
export function hasName(code: string, name: string): boolean {
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1)) {
    const { before, after } = around(code, at, name)
    const isWhole = !/[\p{L}\p{N}_$]$/u.test(before.slice(-1)) && !/^[\p{L}\p{N}_$]/u.test(after)
    if (isWhole && !isProperty(before, after)) return true
  }
  return false
}

/** Every name in code, with what is before and after it. */
export const identifiersIn = (code: string) =>
  [...code.matchAll(identifier)].map(({ 0: name, index }) => ({ name, ...around(code, index, name) }))

const around = (code: string, at: number, name: string) => ({
  before: code.slice(Math.max(0, at - context), at),
  after: code.slice(at + name.length, at + name.length + context),
})

/** Whether a name between two codes is that of a property: after a dot, or a key before a colon. */
export function isProperty(before: string, after: string): boolean {
  const code = before.trimEnd()
  if (code.endsWith('.')) return !code.endsWith('...')
  const starts = code === '' || /[{,]$/.test(code.slice(-1)) || before.slice(code.length).includes('\n')
  return starts && /^\s*\??:/.test(after)
}
