import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import kleur from 'kleur'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { colour, oneLine, printable, printableJson } from '../../src/ui/colour.ts'
import { table } from '../../src/ui/table.ts'
import textWidth from '../../src/ui/text-width.ts'

const { enabled } = kleur
beforeEach(() => void (kleur.enabled = true))
afterEach(() => void (kleur.enabled = enabled))

const colours = Object.keys(colour) as (keyof typeof colour)[]
/** Of every kind: ESC and CSI, bells, what hides and what reorders, surrogates that are alone, and colours like ours. */
const bad = ['\u001B', '\u009B', '\u0007', '\0', '\r', '\b', '\u007F', '\u202E', '\u2066', '\u200B', '\u2028', '\uD800']
const anybodys = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...bad, '\u001B[31m', '\u001B]0;title\u0007', '\n', 'ok')),
  )
  .map((parts) => parts.join(''))
const unsafe = /[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

describe('what is printed', () => {
  it('has no control character but those of our colours, whatever anybody wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anybodys, fc.constantFrom(...colours))), (parts) => {
        const text = printable(parts.map(([part, name]) => colour[name](part) + part).join(''))
        const [first, ...others] = text.split('\u001B')
        expect(others).toHaveLength(2 * parts.length)
        expect([first, ...others.map((after) => after.replace(/^\[\d+m/, ''))].join('')).not.toMatch(unsafe)
      }),
    )
  })

  it('is as it was where nothing acts on a terminal', () => {
    fc.assert(
      fc.property(anybodys, (text) => {
        const safe = text.replaceAll(new RegExp(unsafe, 'gu'), '')
        expect(printable(safe)).toBe(safe)
      }),
    )
    expect(printable(colour.red('no'))).toBe('\u001B[31mno\u001B[39m')
    expect(printable('\u001B[31mno\u202E')).toBe('\\u{1b}[31mno\\u{202e}')
  })

  it('is in lines and columns that nobody else breaks', () => {
    fc.assert(
      fc.property(anybodys, anybodys, (a, b) => {
        const lines = table([
          [colour.green(a), b],
          ['x', 'y'],
        ]).split('\n')
        expect(lines).toHaveLength(2)
        expect(stripVTControlCharacters(lines[1]!).indexOf('y')).toBe(Math.max(1, textWidth(oneLine(a))) + 2)
      }),
    )
  })

  it('is the same value in JSON', () => {
    fc.assert(
      fc.property(anybodys, (text) => {
        const json = printableJson(JSON.stringify({ text }))
        expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(JSON.parse(json)).toEqual({ text })
      }),
    )
  })
})

describe('table', () => {
  it('aligns its columns, colours notwithstanding', () => {
    const rows = [
      ['a', 'b'],
      [colour.red('long'), 'c'],
    ]
    expect(printable(table(rows))).toBe('a     b\n\u001B[31mlong\u001B[39m  c')
    expect(table([])).toBe('')
  })
})
