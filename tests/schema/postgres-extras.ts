import fc from 'fast-check'
import { quote } from '../../src/schema/postgres/identifier.ts'
import type { DatabaseObject, Schema, Table, Trigger, View } from '../../src/schema/schema.ts'
import type { Draw } from './pairs.ts'
import { newTruth, speakable } from './random-expressions.ts'

const sometimes = (draw: Draw, percent: number): boolean =>
  draw(fc.integer({ min: 1, max: 100 }).map((number) => number <= percent))

/** What PostgreSQL alone has: policies, options of views and what is granted of them, routines that need each other. */
export function withExtras(schema: Schema, draw: Draw): Schema {
  const objects = newRoutines(draw)
  const names = objects.map(({ name }) => name)
  return {
    ...schema,
    objects,
    tables: schema.tables.map((table) => withPolicies(withCall(table, names, draw), names, draw)),
    views: schema.views.map((view) => withOptions(view, draw)),
  }
}

/** A few, of which each calls the one before; what they are differs from draw to draw. */
function newRoutines(draw: Draw): DatabaseObject[] {
  const bodies = draw(fc.array(fc.constantFrom('+ 1', '+ 2', '* 1'), { maxLength: 3 }))
  return bodies.map((body, at) => {
    const inner = at === 0 ? 'n' : `r${at - 1}(n)`
    const name = `function r${at}(integer)`
    const sql = `create function r${at}(n integer) returns integer language sql immutable return ${inner} ${body}`
    return { name, sql }
  })
}

const called = (name: string): string => /function (\w+)/.exec(name)![1]!

/** A check that calls one: it is true of what it is given. */
function withCall(table: Table, names: readonly string[], draw: Draw): Table {
  if (names.length === 0 || !sometimes(draw, 30)) return table
  const expression = `${called(draw(fc.constantFrom(...names)))}(1) > 0`
  return { ...table, checks: [...table.checks, { expression }] }
}

function withPolicies(table: Table, names: readonly string[], draw: Draw): Table {
  if (!sometimes(draw, 30)) return table
  const own = speakable(table)
  const of = quote(table.name)
  const truth = own.length > 0 ? newTruth(draw(fc.constantFrom(...own)), draw) : 'true'
  const calls = names.length > 0 && sometimes(draw, 40) ? ` and ${called(names.at(-1)!)}(1) > 0` : ''
  const command = draw(fc.constantFrom('', 'as restrictive ', 'for select ', 'for delete '))
  const policies: Trigger[] = [
    { name: 'own', kind: 'policy', sql: `create policy own on ${of} ${command}using ((${truth})${calls})` },
  ]
  const security = draw(fc.subarray([rowSecurity(of), forced(of)]))
  return { ...table, triggers: [...table.triggers, ...policies, ...security] }
}

const rowSecurity = (of: string): Trigger => ({
  name: 'enabled',
  kind: 'row security',
  sql: `alter table ${of} enable row level security`,
})
const forced = (of: string): Trigger => ({
  name: 'forced',
  kind: 'row security',
  sql: `alter table ${of} force row level security`,
})

function withOptions(view: View, draw: Draw): View {
  const of = quote(view.name)
  const options = draw(
    fc.constantFrom('', ' with (security_invoker=true)', ' with (security_barrier=true, security_invoker=true)'),
  )
  const triggers = draw(
    fc.subarray<Trigger>([
      { name: 'public', kind: 'grant', sql: `grant select on ${of} to public` },
      { name: 'comment', kind: 'comment', sql: `comment on view ${of} is 'it''s'` },
    ]),
  )
  return { ...view, sql: view.sql.replace(' AS SELECT ', `${options} AS SELECT `), triggers }
}
