// Lives of projects, each five commands with random edits of a user's between them: does the merge lose anything?
// node bench/merge.ts [sequences] [first seed]    and of real projects, one for each fifty
import { noCounts, simulate } from '../tests/merge/simulation.ts'
import { smallWorld } from '../tests/merge/small-world.ts'
import { templateWorld } from '../tests/merge/template-world.ts'

const sequences = Number(process.argv[2] ?? 10_000)
const first = Number(process.argv[3] ?? 1)
const counts = noCounts()
const lost: string[] = []
const started = performance.now()
for (let seed = first; seed < first + sequences; seed++) lost.push(...(await simulate(smallWorld, seed, counts)))
const real = await templateWorld()
for (let seed = first; seed < first + sequences / 50; seed++) lost.push(...(await simulate(real, seed, counts)))

console.log({ ...counts, lost: lost.length, seconds: Math.round((performance.now() - started) / 1000) })
for (const loss of lost.slice(0, 20)) console.log(loss)
if (lost.length > 0) process.exitCode = 1
