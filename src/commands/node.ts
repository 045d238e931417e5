import type { Answers } from '../render/answers.ts'
import { neededNode } from '../tools/node.ts'

/** What a person is told where a project brings its own Node.js. */
export const bringsNode = (oldNode: string, { node }: Answers): string =>
  `This machine's Node.js is ${oldNode}, and the project needs ${neededNode}: it brings its own, ${node}.`
