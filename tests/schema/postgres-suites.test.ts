import { beforeAll, describe, expect, it } from 'vitest'
import { casesOf } from './cases.ts'
import { roundTripCase } from './postgres-case.ts'
import { bootServer, type Server } from './postgres-support.ts'
import { reasonToDiffer } from './suites-that-differ.ts'

const core = casesOf('postgres').filter(({ scope, loads }) => scope === 'core' && loads)
/** `CASES=all npx vitest run tests/schema/postgres-suites` takes two minutes: a sample does not. */
const cases = process.env['CASES'] === 'all' ? core : core.filter((_, at) => at % 8 === 0)

describe.skipIf(cases.length === 0)(
  'the public cases on PostgreSQL (skipped where ../shared/cases is not there)',
  () => {
    let [before, after] = [] as unknown as [Server, Server]
    beforeAll(async () => {
      ;[before, after] = await Promise.all([bootServer(), bootServer()])
    }, 60_000)

    it.each(cases.map((one) => [`${one.source}: ${one.case}`, one] as const))('%s', async (_, one) => {
      const source = await roundTripCase(one, before, after)
      if (one.ndiffs === 0) expect(source === '', source).toBe(reasonToDiffer(one.case) === undefined)
    })
  },
)
