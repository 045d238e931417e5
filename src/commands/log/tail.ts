import { createInterface } from 'node:readline'
import { UsageError } from '../../errors.ts'
import { print, type Result } from '../../ui/print.ts'
import { defineCommand } from '../command.ts'
import { follow, openReader, readOn } from './follow.ts'
import { type Filter, formatLine, isWanted, levels, type Line, readLine } from './line.ts'

export const command = defineCommand({
  details:
    'Makes the JSON lines of a log readable: those of a file, or those that come in. In production a project writes them to its standard output, so where they lie is what you made of that. Lines that are no JSON are shown as they are, unless a level or a request is asked for.',
  positionals: { file: { type: 'string', describe: 'A file of JSON lines; standard input unless told' } },
  options: {
    follow: { type: 'boolean', alias: 'f', describe: 'Go on with what is written, also when logs are rotated' },
    level: { choices: levels, requiresArg: true, describe: 'Only this level and above' },
    request: { type: 'string', requiresArg: true, describe: 'Only those of a request, by its X-Request-Id' },
    lines: {
      type: 'number',
      alias: 'n',
      requiresArg: true,
      default: 100,
      describe: 'How many of a file, the last ones',
    },
  },
  examples: [
    ['npm start | paxx log tail', 'What the server says, readable'],
    ['paxx log tail shop.log -f --level warn', 'Warnings and errors, as they come'],
    ['paxx log tail shop.log --request 9b1d', 'What one request did'],
  ],
  async run({ file, follow: following = false, lines, json, level, request }) {
    if (!Number.isInteger(lines) || lines < 1) {
      throw new UsageError(
        'BAD_ARGUMENTS',
        '`--lines` is a number from 1.',
        'For example: paxx log tail shop.log -n 20',
      )
    }
    if (json && following) {
      throw new UsageError('NO_JSON', 'What is followed has no end, and JSON has one.', 'Leave --json or -f out.')
    }
    const filter = { level, request }
    if (file === undefined) return await tailInput(filter, json)
    return await tailFile(file, { lines, following }, filter)
  },
})

/** Lines are shown as they come. */
async function tailInput(filter: Filter, json: boolean): Promise<Result> {
  if (process.stdin.isTTY) {
    throw new UsageError('LOG_MISSING', 'Which log?', 'paxx log tail shop.log, or: npm start | paxx log tail')
  }
  const all: Line[] = []
  for await (const text of createInterface({ input: process.stdin, signal: outputEnds() })) {
    const lines = wanted([text], filter)
    if (json) all.push(...lines)
    else show(lines)
  }
  return answer(all)
}

interface FileOptions {
  readonly lines: number
  readonly following: boolean
}

async function tailFile(path: string, { lines, following }: FileOptions, filter: Filter): Promise<Result> {
  const reader = await openReader(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError('LOG_MISSING', `The log cannot be read: ${error.message}.`, 'Name the file of a log.')
  })
  try {
    let last: Line[] = []
    for await (const batch of readOn(reader)) last = [...last, ...wanted(batch, filter)].slice(-lines)
    if (!following) return answer([...last, ...wanted(reader.rest === '' ? [] : [reader.rest], filter)].slice(-lines))
    show(last)
    for await (const batch of follow(reader, outputEnds())) show(wanted(batch, filter))
    return { json: {} }
  } finally {
    await reader.file.close()
  }
}

const wanted = (texts: readonly string[], filter: Filter): Line[] =>
  texts
    .filter((text) => text !== '')
    .map(readLine)
    .filter((line) => isWanted(line, filter))

const show = (lines: readonly Line[]): void => lines.forEach((line) => print(process.stdout, formatLine(line)))

const answer = (lines: readonly Line[]): Result => ({
  json: { lines: lines.map(({ text, fields }) => fields ?? text) },
  text: lines.map(formatLine).join('\n'),
})

/** When whoever reads the output goes: `paxx log tail | head`. */
function outputEnds(): AbortSignal {
  const controller = new AbortController()
  process.stdout.once('error', () => controller.abort())
  return controller.signal
}
