import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeJson } from '../../src/merge/json/merge-json.ts'
import { mergeFormatted } from '../../src/merge/merge-formatted.ts'
import { planChanges } from '../../src/merge/plan.ts'
import { mergeText } from '../../src/merge/text/merge-text.ts'
import { edits, print, type Statement, statements } from './arbitraries.ts'
import { formatter, renderApp } from './fixtures.ts'

const runs = { numRuns: 3_000 }
const fewer = { numRuns: 200 }

const text = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', '', ' ', '}', 'f {', '\uFEFF', 'x\ry'),
      fc.constantFrom('\n', '\r\n', '\n', ''),
    ),
  )
  .map((lines) => lines.flat().join(''))

const sides = fc
  .tuple(statements('k'), edits('u'), edits('t'))
  .map(([base, ours, theirs]) => [base, ours(base), theirs(base)] as const)

const tagged = (tag: string, lines: readonly string[]): string[] =>
  lines.filter((line) => new RegExp(`\\b${tag}\\d`).test(line))
const count = (lines: readonly string[], wanted: string): number => lines.filter((line) => line === wanted).length
const words = (source: string): string[] => (source.match(/\w+/g) ?? []).toSorted()
const isMarker = (line: string): boolean => /^(<{7} yours|={7}|>{7} paxx)$/.test(line)

describe('mergeText', () => {
  it('gives ours where theirs is the base, theirs where ours is, and what both are', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(mergeText(one, other, one)).toEqual({ text: other, conflicts: [], adjacent: [] })
        expect(mergeText(one, one, other)).toEqual({ text: other, conflicts: [], adjacent: [] })
        expect(mergeText(one, other, other)).toEqual({ text: other, conflicts: [], adjacent: [] })
      }),
      runs,
    )
  })

  it('loses no line that either side has, and invents none', () => {
    fc.assert(
      fc.property(sides, ([base, ours, theirs]) => {
        const [b, o, t] = [base, ours, theirs].map((side) => side.flat())
        const merged = mergeText(print(base), print(ours), print(theirs))
        const lines = merged.text.split('\n').filter((line) => !isMarker(line))
        for (const line of tagged('u', o!)) expect(count(lines, line)).toBeGreaterThanOrEqual(count(o!, line))
        for (const line of tagged('t', t!)) expect(count(lines, line)).toBeGreaterThanOrEqual(count(t!, line))
        for (const line of tagged('k', b!)) {
          if (o!.includes(line) && t!.includes(line)) expect(lines).toContain(line)
          if (merged.conflicts.length === 0) expect(count(lines, line)).toBeLessThanOrEqual(1)
        }
        for (const line of lines) if (line !== '') expect([...b!, ...o!, ...t!]).toContain(line)
      }),
      runs,
    )
  })

  it('loses no character of any text at all', () => {
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const lines = mergeText(base, `mine\n${ours}`, `${theirs}\nyours\n`).text.split(/\r?\n/)
        expect(lines.some((line) => line.replace('\uFEFF', '') === 'mine')).toBe(true)
        expect(lines).toContain('yours')
      }),
      runs,
    )
  })

  it('is stable: what was merged is not merged again', () => {
    fc.assert(
      fc.property(sides, ([base, ours, theirs]) => {
        const merged = mergeText(print(base), print(ours), print(theirs))
        fc.pre(merged.conflicts.length === 0)
        expect(mergeText(print(theirs), merged.text, print(theirs)).text).toBe(merged.text)
        expect(mergeText(print(ours), merged.text, print(ours)).text).toBe(merged.text)
      }),
      runs,
    )
  })

  const insertions = { kinds: ['insert'], blanks: false } as const

  it('is idempotent where nothing but insertions came', () => {
    fc.assert(
      fc.property(statements('k', insertions), edits('u', insertions), edits('t', insertions), (base, ours, theirs) => {
        const [b, o, t] = [base, ours(base), theirs(base)].map(print)
        const merged = mergeText(b!, o!, t!).text
        expect(mergeText(b!, merged, t!).text).toBe(merged)
      }),
      runs,
    )
  })

  const whole = { blanks: false }
  const withoutBlanks = (all: string): string => all.replace(/^\n/gm, '')

  /** `feature create x`, then `feature remove x`, with whatever the user did before. */
  const createAndRemove = (base: readonly Statement[], user: readonly Statement[], feature: readonly Statement[]) => {
    const created = mergeText(print(base), print(user), print(feature))
    return created.conflicts.length > 0 ? undefined : mergeText(print(feature), created.text, print(base))
  }

  it('takes out again what it brought, byte for byte', () => {
    fc.assert(
      fc.property(statements('k', whole), edits('u', whole), edits('t', insertions), (base, user, feature) => {
        const back = createAndRemove(base, user(base), feature(base))
        if (back) expect(back).toMatchObject({ text: print(user(base)), conflicts: [] })
      }),
      runs,
    )
  })

  it('takes out again what it brought, but for a blank line where the user took one away beside it', () => {
    fc.assert(
      fc.property(statements('k'), edits('u'), edits('t', { kinds: ['insert'] }), (base, user, feature) => {
        const back = createAndRemove(base, user(base), feature(base))
        if (back) expect(withoutBlanks(back.text)).toBe(withoutBlanks(print(user(base))))
      }),
      runs,
    )
  })
})

describe('mergeJson', () => {
  const value = fc.oneof(
    fc.nat(3),
    fc.constantFrom('a', 'b'),
    fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  )
  const object = (key: fc.Arbitrary<string>) =>
    fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value, { minKeys: 1 })))
  const shared = object(fc.constantFrom('a', 'b', 'c', 'd'))
  const own = (tag: string) => object(fc.nat(9).map((number) => `${tag}${number}`))
  const show = (json: unknown): string => `${JSON.stringify(json, null, 2)}\n`

  it('gives ours where theirs is the base, theirs where ours is, and what both are', () => {
    fc.assert(
      fc.property(shared, shared, (one, other) => {
        for (const [base, ours, theirs] of [
          [one, other, one],
          [one, one, other],
          [one, other, other],
        ]) {
          expect(mergeJson(show(base), show(ours), show(theirs))!.text).toBe(show(other))
        }
      }),
      runs,
    )
  })

  it('loses no key that either side added', () => {
    fc.assert(
      fc.property(shared, shared, shared, own('u'), own('t'), (base, ours, theirs, user, template) => {
        const { text: merged, conflicts } = mergeJson(
          show(base),
          show({ ...ours, ...user }),
          show({ ...template, ...theirs }),
        )!
        if (conflicts.length === 0) expect(JSON.parse(merged)).toMatchObject({ ...user, ...template })
        else for (const key of Object.keys({ ...user, ...template })) expect(merged).toContain(JSON.stringify(key))
      }),
      runs,
    )
  })

  it('takes out again what it brought, byte for byte', () => {
    fc.assert(
      fc.property(shared, shared, own('t'), (base, user, feature) => {
        const [without, ours, full] = [base, user, { ...base, ...feature }].map(show)
        const created = mergeJson(without!, ours!, full!)!
        expect(created.conflicts).toEqual([])
        expect(mergeJson(full!, created.text, without!)).toMatchObject({ text: ours, conflicts: [] })
      }),
      runs,
    )
  })
})

describe('mergeFormatted', () => {
  const format = formatter()
  const layout = fc.record({
    semi: fc.boolean(),
    useTabs: fc.boolean(),
    singleQuote: fc.boolean(),
    tabWidth: fc.constantFrom(2, 4),
    printWidth: fc.constantFrom(60, 80, 100, 120, 160),
    trailingComma: fc.constantFrom('all' as const, 'none' as const),
  })
  const feature = fc.constantFrom('customers', 'invoices', 'products', 'tags')
  const app = fc.record({ features: fc.uniqueArray(feature), redis: fc.boolean() })

  it('comes to the same, however the user formats', async () => {
    await fc.assert(
      fc.asyncProperty(app, app, edits('u'), layout, async (before, after, user, options) => {
        const [base, theirs] = [renderApp(before), renderApp(after)]
        const lines = base.split('\n')
        const start = lines.findIndex((line) => line.includes('const app ='))
        const body = lines.slice(start + 1, -6).map((line) => [line])
        const ours = [...lines.slice(0, start + 1), ...user(body).flat(), ...lines.slice(-6)].join('\n')
        const formatted = await format(ours).catch(() => undefined)
        fc.pre(formatted !== undefined)

        const one = await mergeFormatted(base, formatted, theirs, format)
        const other = await mergeFormatted(base, await formatter(options)(ours), theirs, format)
        const third = await mergeFormatted(base, await formatter(options)(ours), theirs, formatter(options))
        fc.pre(one.conflicts.length === 0)
        expect(other.conflicts).toEqual([])
        expect(third.conflicts).toEqual([])
        expect(await format(one.text)).toBe(one.text)
        // Not the same text: the formatter leaves an object over several lines that was.
        expect(words(other.text)).toEqual(words(one.text))
        expect(words(third.text)).toEqual(words(one.text))
        expect(await formatter(options)(third.text)).toBe(third.text)
      }),
      fewer,
    )
  })
})

describe('planChanges, of files that move', () => {
  const place = fc.constantFrom('absent', 'there', 'other')
  const show = (all: readonly Statement[]) => ({ content: print(all), mode: 0o644 })

  it('loses no line of the user’s, whatever is at either place, and comes to what it would without a move', async () => {
    await fc.assert(
      fc.asyncProperty(sides, statements('o'), place, place, async ([base, ours, theirs], other, source, target) => {
        const at = (what: string) => (what === 'absent' ? null : show(what === 'there' ? ours : other))
        const found = new Map([
          ['old.txt', at(source)],
          ['new.txt', at(target)],
        ])
        const { changes, conflicts } = await planChanges({
          base: new Map([['old.txt', show(base)]]),
          theirs: new Map([['new.txt', show(theirs)]]),
          ours: found,
          moved: new Map([['old.txt', 'new.txt']]),
          format: async (_, content) => content,
        })
        const after = changes.map((change) => String(change.after?.content ?? '').split('\n'))
        for (const [, file] of found) {
          const own = tagged('u', file?.content.split('\n') ?? []).concat(tagged('o', file?.content.split('\n') ?? []))
          for (const line of own) expect(after.some((lines) => lines.includes(line))).toBe(true)
        }
        if (source === 'absent' || target !== 'absent') return
        const alone = await planChanges({
          base: new Map([['new.txt', show(base)]]),
          theirs: new Map([['new.txt', show(theirs)]]),
          ours: new Map([['new.txt', at(source)]]),
          format: async (_, content) => content,
        })
        expect(changes.find(({ path }) => path === 'new.txt')!.after).toEqual(alone.changes[0]!.after)
        expect(conflicts).toEqual(alone.conflicts)
      }),
      runs,
    )
  })
})
