import { suggestion } from '../../suggest.ts'
import type { Fail } from './fail.ts'
import { deletions, type TypeName } from './field.ts'

const flags: readonly string[] = ['optional', 'unique', 'index', 'private', ...deletions, 'many']
const settings: readonly string[] = ['default', 'min', 'max']

/** The types whose values may hold colons, which separate modifiers too. */
const withColons: readonly TypeName[] = ['url', 'date', 'datetime', 'json']

export type Modifiers = ReadonlyMap<string, string | undefined>

/** The modifiers of a field by name. A value that may hold colons goes on until the next modifier. */
export function readModifiers(segments: readonly string[], type: TypeName, fail: Fail): Modifiers {
  const given = new Map<string, string | undefined>()
  let open: string | undefined
  for (const segment of segments) {
    const [name, value] = cut(segment)
    if (open !== undefined && !flags.includes(name) && !settings.includes(name)) {
      given.set(open, `${given.get(open)}:${segment}`)
      continue
    }
    checkModifier(name, value, fail)
    if (given.has(name)) throw fail(`it has \`${name}\` twice`, 'Once will do.')
    given.set(name, value)
    open = value !== undefined && withColons.includes(type) ? name : undefined
  }
  return given
}

function checkModifier(name: string, value: string | undefined, fail: Fail): void {
  if (settings.includes(name)) {
    if (value === undefined) throw fail(`\`${name}\` has no value`, `Expected \`${name}=…\`.`)
    return
  }
  if (!flags.includes(name)) throw unknownModifier(name, fail)
  if (value !== undefined) throw fail(`\`${name}\` takes no value`, `Expected \`${name}\` alone.`)
}

const unknownModifier = (name: string, fail: Fail) => {
  const known = [...flags, ...settings]
  const nearest = suggestion(name, known, (word) => `Did you mean \`${word}\`? `) ?? ''
  const list = [...flags, ...settings.map((setting) => `${setting}=…`)].join(', ')
  return fail(`there is no modifier \`${name}\``, `${nearest}Modifiers: ${list}.`)
}

/** `min=0` → `min`, `0`; without an equals sign the second is undefined. */
export function cut(text: string): [name: string, value: string | undefined] {
  const index = text.indexOf('=')
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}
