// Applies what comes in as a diff whose hunks say no numbers: each is found by its own lines.
import { readFileSync, writeFileSync } from 'node:fs'

const [head, ...hunks] = readFileSync(0, 'utf8').split(/^@@.*\n/m)
const file = /^\+\+\+ b\/(.+)$/m.exec(head)[1]
const side = (hunk, sign) =>
  hunk
    .split(/(?<=\n)/)
    .filter((line) => line.startsWith(sign) || line.startsWith(' '))
    .map((line) => line.slice(1))
    .join('')

const text = hunks.reduce(
  (before, hunk) => {
    if (before.split(side(hunk, '-')).length !== 2) throw new Error(`Once in ${file} should be:\n${side(hunk, '-')}`)
    return before.replace(side(hunk, '-'), () => side(hunk, '+'))
  },
  readFileSync(file, 'utf8'),
)
writeFileSync(file, text)
