import { createHash } from 'node:crypto'
import type { Context } from 'hono'

/** The look of all pages, by light and in the dark. */
const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e6e9ee); --dim: light-dark(#566070, #a3adbb); --back: light-dark(#f6f7f9, #14181f);
  --card: light-dark(#fff, #1c222c); --line: light-dark(#dde2e9, #303947); --edge: light-dark(#7c8798, #76829a); --accent: light-dark(#1d59c4, #86b4ff);
  --on-accent: light-dark(#fff, #0d1624); --bad: light-dark(#b3261e, #ff9a92); --good: light-dark(#1a6a3a, #83d6a3) }
* { box-sizing: border-box } body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); overflow-wrap: anywhere }
a { color: var(--accent) } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px } .skip { position: absolute; left: -999px } .skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px; z-index: 1 }
header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; padding: 0 24px; background: var(--card); border-bottom: 1px solid var(--line) } header form { margin-left: auto } .brand { font-weight: 700; color: inherit; text-decoration: none; padding: 12px 0 }
nav { display: flex; flex-wrap: wrap } nav a { padding: 12px 10px; color: var(--dim); text-decoration: none; border-bottom: 2px solid transparent } nav a[aria-current] { color: var(--ink); border-color: var(--accent) }
main { max-width: 1200px; margin: 24px auto; padding: 0 24px } main nav { margin-bottom: 16px } h1 { font-size: 22px; margin: 0 0 16px } h2 { font-size: 16px; margin: 16px 0 8px }
.bar, .actions { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: center; margin-bottom: 16px } .bar h1 { margin: 0 auto 0 0 } .actions { margin: 0 }
.button, button { font: inherit; padding: 6px 14px; border-radius: 6px; border: 1px solid var(--edge); background: var(--card); color: var(--ink); text-decoration: none; cursor: pointer }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) } .danger { color: var(--bad) } button.danger { border-color: var(--bad) }
input, select, textarea { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: 6px 10px; max-width: 100%; min-width: 0 }
[aria-invalid] { border-color: var(--bad) } .problem { color: var(--bad); margin: 0 } main > .problem { margin-bottom: 16px } .dim { color: var(--dim) } .message { color: var(--good); background: var(--card); border: 1px solid; border-radius: 8px; padding: 8px 14px; margin: 0 0 16px }
.card { max-width: 640px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 20px; display: grid; gap: 16px }
.field { display: grid; gap: 4px; min-width: 0 } .field label { font-weight: 600; font-size: 14px } .check { grid-template-columns: auto 1fr; align-items: center; gap: 10px } .check label { order: 1 } .check .problem { grid-column: 1 / -1; order: 2 }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin-bottom: 16px }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: 8px 14px; border-bottom: 1px solid var(--line); white-space: nowrap } th { font-size: 13px; color: var(--dim) } tbody th { font-size: inherit } tbody tr:last-child > * { border-bottom: 0 } .number { text-align: right; font-variant-numeric: tabular-nums }
<%~ slot('html.style') %>
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px; overflow-x: auto; font-size: 13px } mark { display: block; background: color-mix(in srgb, var(--bad) 18%, transparent); color: inherit } dt { color: var(--dim); font-size: 13px } dd { margin: 0 0 8px }
`

/** It changes with what it leads to, so that browsers may keep that for good. */
export const styleUrl = `/style.css?${createHash('sha256').update(style).digest('base64url').slice(0, 12)}`

/** Answers with the look. */
export const showStyle = (c: Context) =>
  c.body(style, 200, { 'Content-Type': 'text/css', 'Cache-Control': 'public, max-age=31536000, immutable' })
