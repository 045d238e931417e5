import fc from 'fast-check'

/** A statement: one line or several, with its brackets closed. */
export type Statement = readonly string[]

/** Statements of which each line that says something bears the tag and a number, so that it is known again. */
const statement = (tag: string, blanks: boolean): fc.Arbitrary<Statement> =>
  fc.nat(9999).chain((number) =>
    fc.constantFrom<Statement>(
      [`${tag}${number}()`],
      [`if (${tag}${number}) {`, '  return', '}'],
      [`import { ${tag}${number} } from './${tag}${number}.ts'`],
      [`use(${tag}${number}, () => {`, `  ${tag}${number}.go()`, '})'],
      ...(blanks
        ? [
            ['', `${tag}${number}()`],
            [`${tag}${number}()`, ''],
          ]
        : []),
    ),
  )

interface Edit {
  readonly kind: 'insert' | 'delete' | 'replace' | 'move'
  readonly at: number
  readonly to: number
  readonly statements: readonly Statement[]
}

interface Shape {
  /** Blank lines among those that come and go. */
  readonly blanks?: boolean
  readonly kinds?: readonly Edit['kind'][]
}

export const statements = (tag: string, { blanks = true }: Shape = {}): fc.Arbitrary<Statement[]> =>
  fc.uniqueArray(statement(tag, blanks), { maxLength: 10, selector: (lines) => lines.find((line) => line !== '') })

/** What somebody did to statements: a function from those of the base to theirs. */
export const edits = (
  tag: string,
  { blanks = true, kinds = ['insert', 'insert', 'delete', 'replace', 'move'] }: Shape = {},
) =>
  fc
    .array(
      fc.record<Edit>({
        kind: fc.constantFrom(...kinds),
        at: fc.nat(20),
        to: fc.nat(20),
        statements: fc.array(statement(tag, blanks), { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 5 },
    )
    .map((list) => (base: readonly Statement[]) => list.reduce(applyEdit, base))

function applyEdit(base: readonly Statement[], { kind, at, to, statements: added }: Edit): readonly Statement[] {
  const result = [...base]
  const place = at % (result.length + 1)
  if (kind === 'insert') result.splice(place, 0, ...added)
  else if (kind === 'replace') result.splice(place, 1, ...added)
  else {
    const taken = result.splice(place, 1)
    if (kind === 'move') result.splice(to % (result.length + 1), 0, ...taken)
  }
  return result
}

export const print = (all: readonly Statement[]): string =>
  all
    .flat()
    .map((line) => `${line}\n`)
    .join('')
