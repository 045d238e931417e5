import { html } from 'hono/html'
import { sql } from 'kysely'
import { pathOf, type Resource } from './resource.ts'
import { type Desk, rowsOf } from './rows.ts'

type Counts = { resource: Resource; total: number; days?: { day: string; count: number }[] }

/** The day of a row, by UTC. */
<%~ slot('admin.day') %>

/** How many rows there are, and how many came on each of the last thirty days, where it is known when. */
export async function countRows(desk: Desk, now = Date.now()): Promise<Counts> {
  const { resource } = desk
  const rows = rowsOf(desk).select(({ fn }) => fn.countAll().as('count'))
  const total = Number((await rows.executeTakeFirstOrThrow()).count)
  if (!resource.shown.includes('createdAt')) return { resource, total }

  const days = Array.from({ length: 30 }, (_, index) => new Date(now - (29 - index) * 86_400_000).toISOString().slice(0, 10))
  const recent = rows.select(day.as('day')).where('createdAt', '>=', `${days[0]}T00:00:00.000Z`).groupBy(day)
  const counts = new Map((await recent.execute()).map((row) => [row.day, Number(row.count)]))
  return { resource, total, days: days.map((one) => ({ day: one, count: counts.get(one) ?? 0 })) }
}

export const showOverview = (counts: readonly Counts[]) =>
  html`<h1>Overview</h1>
    <ul class="cards">
      ${counts.map(({ resource, total, days }) => html`<li>
        <strong>${total.toLocaleString('en')}</strong> <a href="${pathOf(resource)}">${resource.title}</a>
        ${days && showChart(days)}
      </li>`)}
    </ul>`

const height = 12

/** How many came on each day, as bars. */
function showChart(days: NonNullable<Counts['days']>) {
  const most = Math.max(1, ...days.map(({ count }) => count))
  const all = days.reduce((sum, { count }) => sum + count, 0)
  const bars = days.map(({ day: name, count }, index) => {
    const size = (height * count) / most
    return html`<rect x="${index}" y="${height - size}" width="0.8" height="${size}"><title>${name}: ${count}</title></rect>`
  })
  const label = `${all} in the last ${days.length} days`
  return html`<svg viewBox="0 0 ${days.length} ${height}" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg>`
}
