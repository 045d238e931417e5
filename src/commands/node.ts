import { UsageError } from '../errors.ts'
import type { Answers } from '../render/answers.ts'
import { neededNode } from '../tools/node.ts'

/** What a person is told where a project brings its own Node.js. */
export const bringsNode = (oldNode: string, { node }: Answers): string =>
  `This machine's Node.js is ${oldNode}, and the project needs ${neededNode}: it brings its own, ${node}.`

/** Yarn runs the install script of the package `node` by the very Node.js that this script is to fetch. */
export const yarnBringsNone = (oldNode: string): UsageError =>
  new UsageError(
    'NODE_TOO_OLD',
    `This machine's Node.js is ${oldNode}, and the project needs ${neededNode}, which Yarn cannot bring along.`,
    `Install Node.js ${neededNode} or newer, or say --package-manager npm`,
  )
