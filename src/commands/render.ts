import { readFile } from 'node:fs/promises'
import { templatesOf } from '../project/extensions.ts'
import { findProject } from '../project/find.ts'
import { parseAnswers } from '../render/answers.ts'
import { render } from '../render/render.ts'
import { textOf } from '../render/tree.ts'
import { defineCommand } from './command.ts'

export const command = defineCommand({
  details:
    'Prints what the answers of a paxx.json render to with the templates of this version, as JSON: path, mode and content.',
  options: {
    answers: { type: 'string', requiresArg: true, describe: "The paxx.json to read; the project's unless told" },
  },
  async run({ answers: file }) {
    const project =
      file === undefined
        ? await findProject()
        : { root: process.cwd(), answers: parseAnswers(await readFile(file, 'utf8')) }
    const tree = await render(project.answers, await templatesOf(project))
    const files = [...tree].map(([path, entry]) => ({ path, mode: entry.mode, content: textOf(entry) }))
    return { json: { files }, text: files.map(({ path }) => path).join('\n') }
  },
})
