import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { maskFields } from '../logging.ts'
import { showPage } from './page.ts'

type Frame = { file: string; line: number; caller: string }

const around = 5
/** What may be shown of a request: others may hold secrets. */
const headers = ['accept', 'accept-language', 'content-length', 'content-type', 'origin', 'user-agent']

/** For a developer: what nobody caught, where it came from, in which request, and what may be why. */
export function showTraceback(c: Context, error: Error, hint?: string) {
  const given = headers.filter((name) => c.req.header(name) !== undefined)
  const content = html` ${hint && html`<p class="message">${hint}</p>`} ${causesOf(error).map(showError)}
    <h2>Request</h2>
    <dl>
      ${showTerm(c.req.method, c.req.path)}
      ${given.map((name) => showTerm(name, c.req.header(name)))}
      ${showTerm('request id', c.var.requestId)}
    </dl>`
  return showPage(c, { title: error.name, content }, 500)
}

const showTerm = (term: string, text: unknown) =>
  html`<dt>${term}</dt>
    <dd>${text}</dd>`

/** An error, what caused that, and so on. */
function causesOf(error: Error): Error[] {
  const errors = new Set<Error>()
  for (let one: unknown = error; one instanceof Error && !errors.has(one); one = one.cause) errors.add(one)
  return [...errors]
}

const showError = (error: Error, index: number) =>
  html`<h1>${index > 0 && 'Caused by '}${error.name}: ${maskFields({ message: error.message })['message']}</h1>
    ${framesOf(error).map(showFrame)}`

/** Those of the project's own files. */
function framesOf({ stack = '' }: Error, root = process.cwd()): Frame[] {
  return [...stack.matchAll(/^ +at (?:(.+?) \()?(file:\/\/[^)]+?|\/[^)]+?|[A-Z]:\\[^)]+?):(\d+):\d+\)?$/gm)].flatMap(
    ([, caller = '', place = '', line]) => {
      const file = path.relative(root, place.startsWith('file:') ? fileURLToPath(place) : place)
      const isOurs = !file.startsWith('..') && !path.isAbsolute(file) && !/(^|[\\/])node_modules[\\/]/.test(file)
      return isOurs ? [{ file, line: Number(line), caller }] : []
    },
  )
}

function showFrame({ file, line, caller }: Frame) {
  const first = Math.max(1, line - around)
  const source = linesOf(file).slice(first - 1, line + around)
  return html`<section>
    <h2>${file}:${line}${caller && ` in ${caller}`}</h2>
    <pre tabindex="0" aria-label="Source of ${file}">
${source.map((text, index) => showLine(first + index, text, first + index === line))}</pre>
  </section>`
}

const showLine = (number: number, text: string, isIt: boolean) => {
  const whole = `${String(number).padStart(5)}  ${text}\n`
  return isIt ? html`<mark>${whole}</mark>` : whole
}

const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
