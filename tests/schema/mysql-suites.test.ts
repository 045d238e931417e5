import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { casesOf } from './cases.ts'
import { roundTripCase, whyNotLoaded } from './mysql-case.ts'
import { createDatabase, needsServer, type Server } from './mysql-support.ts'
import { reasonToDiffer } from './suites-that-differ.ts'

const { isSkipped, why } = await needsServer()
const core = casesOf('mysql').filter(({ scope }) => scope === 'core')
/** `CASES=all npx vitest run tests/schema/mysql-suites` takes a minute: a sample does not. */
const cases = process.env['CASES'] === 'all' ? core : core.filter((_, at) => at % 8 === 0)

describe.skipIf(isSkipped || cases.length === 0)(
  `the public cases on MySQL${why || ' (skipped where ../shared/cases is not there)'}`,
  () => {
    let [before, after] = [] as unknown as [Server, Server]
    beforeAll(async () => {
      before = await createDatabase(`paxx_suite_before_${process.pid}`)
      after = await createDatabase(`paxx_suite_after_${process.pid}`)
    })
    afterAll(async () => {
      await before?.drop()
      await after?.drop()
    })

    it.each(cases.map((one) => [`${one.source}: ${one.case}`, one] as const))('%s', async (_, one) => {
      const reason = await whyNotLoaded(one, after)
      if (reason !== undefined) {
        expect(reason).toMatch(notOfMariaDb)
        return
      }
      const source = await roundTripCase(one, before, after)
      if (one.ndiffs === 0) expect(source === '', source).toBe(reasonToDiffer(`mysql ${one.case}`) === undefined)
    })
  },
)

/** What MariaDB says of what only MySQL, or TiDB, has; and both of a reference that cannot be. */
const notOfMariaDb =
  /error in your SQL syntax|Unknown (data type|option|database)|Function .* (is not defined|cannot be used)|Can't create table/
