import type { Context } from 'hono'
import type { Id } from '#core/database/id.ts'
import { ConflictError, NotFoundError, ValidationError } from '#core/errors.ts'
import { readForm, titleOf } from '#core/html/fields.ts'
import { issuesIn } from '#core/html/form.ts'
import { redirectDone, showPage } from '#core/html/page.ts'
import { sameOrigin } from '#core/html/same-origin.ts'
import { createRouter, type Env } from '#core/http/router.ts'
import type { Settings } from '../../settings.ts'
import { access, adminOf, nameOfAdmin } from './access.ts'
import { streamCsv } from './csv.ts'
import { type Edited, showCreator, showEditor, showQuestion } from './editor.ts'
import { saveLinks } from './links.ts'
import { idsIn, readLinks } from './links-form.ts'
import { showList } from './list.ts'
import { countRows, showOverview } from './overview.ts'
import { base, type Link, pathOf, type Resource } from './resource.ts'
import * as all from './resources.ts'
import { type Desk, findRows, labelOf, resolveWords } from './rows.ts'
import { exportRows, listRows, type Query } from './search.ts'
import { changesSince, seenIn } from './versions.ts'
import { actOnRows, saveRow, type Seen } from './write.ts'

/** Pages to look after the rows of these tables, for whoever may. */
export function admin(settings: Settings, resources: readonly Resource[] = all.resources, links: readonly Link[] = all.links) {
  const deskOf = (c: Context<Env>): Desk => {
    const resource = resources.find(({ path }) => path === c.req.param('resource'))
    if (!resource) throw new NotFoundError('Table', c.req.param('resource')!)
    return { db: c.var.db, admin: adminOf(c), resource, resources, links }
  }
  const show = (c: Context<Env>, title: string, content: unknown, status?: 409 | 412 | 422) => {
    const current = c.req.param('resource')
    const tables = resources.map((one) => ({ href: pathOf(one), text: one.title, current: one.path === current }))
    return showPage(c, { title, content, home: { href: base, text: '<%= name %>' }, links: tables }, status)
  }

  /** Writes what a form sent; where that cannot be, shows it again, and why. */
  const save = async (c: Context<Env>, desk: Desk, id?: Id) => {
    const { resource } = desk
    const action = id === undefined ? 'create' : 'update'
    requireForm(resource, action)
    const fields = resource.fields[action]
    const sent = await c.req.parseBody()
    const values = readForm(fields, sent)
    const row = id === undefined ? undefined : { id, seen: seenIn(desk, sent) }
    const { issues: unclear, choices } = await resolveWords(desk, fields, values)
    try {
      if (unclear.length > 0) throw new ValidationError(unclear)
      const written = await saveRow(desk, await nameOfAdmin(c), values, row)
      return redirectDone(c, pathOf(resource, written), row ? 'changed' : 'created')
    } catch (thrown) {
      if (row) return await showAgain(c, desk, row, thrown, { values, choices })
      return show(c, 'New', await showCreator(desk, { values, choices, issues: issuesIn(thrown) }), 422)
    }
  }

  /** Shows a row whose form could not be done, with what it sent, and why: somebody else may have changed it meanwhile. */
  const showAgain = async (c: Context<Env>, desk: Desk, { id, seen }: Seen, thrown: unknown, sent: Edited) => {
    const [now] = await findRows(desk, [id])
    const isStale = seen && now!['version'] !== seen[0]
    const values = sent.linked ? now! : sent.values
    const issues = isStale ? await changesSince(desk, now!, values) : issuesIn(thrown)
    const wrong = sent.linked ? { linked: { ...sent.linked, issues } } : { issues }
    const content = await showEditor(desk, now!, { ...sent, values, ...wrong })
    return show(c, labelOf(desk.resource, now!), content, isStale ? 412 : 422)
  }

  /** What can be done to the rows of a table, by the name that a request has for it. */
  const actionOf = (c: Context<Env>, { resource, admin: who }: Desk) => {
    const name = c.req.param('action')!
    const run = resource.actions(who).get(name)
    if (!run) throw new NotFoundError('Action', name)
    return [name, run] satisfies Parameters<typeof actOnRows>[2]
  }

  return createRouter()
    .use(sameOrigin)
    .route('/', access(settings))
    .get('/', async (c) => {
      const desks = resources.map((resource) => ({ db: c.var.db, admin: adminOf(c), resource, resources, links }))
      return show(c, 'Overview', showOverview(await Promise.all(desks.map((desk) => countRows(desk)))))
    })
    .get('/:resource', async (c) => {
      const [desk, query] = [deskOf(c), queryOf(c)]
      return show(c, desk.resource.title, await showList(desk, await listRows(desk, query), query))
    })
    .get('/:resource/csv', (c) => {
      const { resource, ...desk } = deskOf(c)
      const pages = exportRows({ resource, ...desk }, queryOf(c))
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${resource.path}.csv"`,
      }
      return c.body(streamCsv(resource.shown, pages), 200, headers)
    })
    .get('/:resource/new', async (c) => {
      const desk = deskOf(c)
      requireForm(desk.resource, 'create')
      return show(c, 'New', await showCreator(desk, {}))
    })
    .post('/:resource/new', (c) => save(c, deskOf(c)))
    .get('/:resource/:id', async (c) => {
      const desk = deskOf(c)
      const [row] = await findRows(desk, [c.req.param('id')])
      return show(c, labelOf(desk.resource, row!), await showEditor(desk, row!, { values: row! }))
    })
    .post('/:resource/:id', async (c) => {
      const desk = deskOf(c)
      const [row] = await findRows(desk, [c.req.param('id')])
      return await save(c, desk, row!['id'] as Id)
    })
    .get('/:resource/do/:action', async (c) => {
      const desk = deskOf(c)
      const [action] = actionOf(c, desk)
      const rows = await findRows(desk, c.req.queries('id') ?? [])
      return show(c, titleOf(action), showQuestion(desk, action, rows))
    })
    .post('/:resource/do/:action', async (c) => {
      const desk = deskOf(c)
      const action = actionOf(c, desk)
      const { id = [] } = await c.req.parseBody({ all: true })
      try {
        await actOnRows(desk, await nameOfAdmin(c), action, [id].flat())
      } catch (thrown) {
        if (!(thrown instanceof ConflictError)) throw thrown
        const question = showQuestion(desk, action[0], await findRows(desk, [id].flat()), thrown.message)
        return show(c, titleOf(action[0]), question, 409)
      }
      return redirectDone(c, pathOf(desk.resource), action[0] === 'delete' ? 'deleted' : 'done')
    })
    .post('/:resource/:id/:links', async (c) => {
      const desk = deskOf(c)
      const [row] = await findRows(desk, [c.req.param('id')])
      const sent = await c.req.parseBody({ all: true })
      const linked = await readLinks(desk, c.req.param('links'), sent)
      const seen = { id: row!['id'] as Id, seen: seenIn(desk, sent) }
      try {
        await saveLinks(desk, await nameOfAdmin(c), linked.side, seen, idsIn(linked))
      } catch (thrown) {
        return await showAgain(c, desk, seen, thrown, { values: row!, linked })
      }
      return redirectDone(c, pathOf(desk.resource, seen.id), 'changed')
    })
}

function requireForm(resource: Resource, action: 'create' | 'update'): void {
  if (!resource[action]) throw new NotFoundError('Form', action)
}

/** What a list is asked for; what a form leaves empty is not. */
function queryOf({ req }: Context): Query {
  const { done: _, ...query } = req.query()
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}
