import { randomBytes } from 'node:crypto'
import kleur from 'kleur'

/** What begins a colour of ours until it is printed: nobody else's text can have it. */
const mark = `\u001B]${randomBytes(16).toString('hex')};`

/** Which colours there are is known when something is painted: `--no-color` is read before. */
const paint =
  (open: number, close: number) =>
  (text: string): string =>
    kleur.enabled ? `${mark}${open}\u0007${text}${mark}${close}\u0007` : text

export const colour = {
  bold: paint(1, 22),
  dim: paint(2, 22),
  red: paint(31, 39),
  green: paint(32, 39),
  yellow: paint(33, 39),
  cyan: paint(36, 39),
}

export const noColours = (): void => {
  kleur.enabled = false
}

/** What a terminal acts on instead of showing it, or shows elsewhere: control characters and those that reorder text. */
const unsafe = '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]'
const anything = new RegExp(`${mark.replace(']', String.raw`\]`)}(\\d+)\\u0007|${unsafe}`, 'gu')

/** Text as it is printed: with our colours, and with whatever else a terminal would act on spelt out, `\u{1b}`. */
export const printable = (text: string): string =>
  text.replace(anything, (found, code?: string) => {
    if (code !== undefined) return `\u001B[${code}m`
    return found === '\n' || found === '\t' ? found : spelt(found)
  })

/** Text that stays on one line, and as wide as it looks; its colours are still to be printed. */
export const oneLine = (text: string): string =>
  text.replace(anything, (found) => (found.startsWith(mark) ? found : spelt(found)))

const spelt = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`

/** The same for JSON, where they mean what they meant. */
export const printableJson = (json: string): string =>
  json.replace(new RegExp(unsafe, 'gu'), (found) =>
    found
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
