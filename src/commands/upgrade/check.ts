import { ageOf, tooNew } from '../../project/age.ts'
import { findProject } from '../../project/find.ts'
import type { Result } from '../../ui/print.ts'
import { version } from '../../version.ts'
import { newsLines, readNews } from './news.ts'

/** Whether there is an upgrade to do: it is read from `paxx.json` alone, so that CI needs nothing installed. */
export async function checkForUpgrade(): Promise<Result> {
  const { answers } = await findProject()
  const age = ageOf(answers.paxx)
  if (age === 'newer') throw tooNew(answers.paxx)
  const [from, to, due] = [answers.paxx, version, age === 'older']
  const news = await readNews(from, to)
  return {
    json: { from, to, upgrade: due, news },
    text: due
      ? [`There is an upgrade to do, from paxx ${from} to ${to}.`, '', ...newsLines(news, from, to)].join('\n')
      : `The project has the templates of this paxx, ${to}.`,
    exitCode: due ? 2 : 0,
  }
}
