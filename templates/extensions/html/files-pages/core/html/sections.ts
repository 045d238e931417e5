import type { Context } from 'hono'
import type { Link } from './page.ts'

/** Where the head of each page leads to. */
const sections = [
  <%~ slot('html.sections') %>
]

export const sectionsFor = ({ req }: Context): Link[] =>
  sections.map((link) => ({ ...link, current: `${req.path}/`.startsWith(`${link.href}/`) }))
