import { expect, it } from 'vitest'
import { z } from 'zod'
import { answerCsv } from './csv.ts'
import { createRouter } from './router.ts'

const Row = z.object({ id: z.int(), text: z.unknown() })

/** Answers so many pages of a text. */
function appOf(pages: number, text: unknown = 'x') {
  const asked: (string | undefined)[] = []
  const app = createRouter().get('/', (c) =>
    answerCsv(c, 'rows.csv', Row, async ({ cursor }) => {
      asked.push(cursor)
      const nextCursor = asked.length < pages ? String(asked.length) : null
      return { items: [{ id: asked.length, text }], nextCursor }
    }),
  )
  return { app, asked }
}

it('answers page after page as one file', async () => {
  const { app, asked } = appOf(3)
  const res = await app.request('/')

  expect(res.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(res.headers.get('Content-Disposition')).toBe('attachment; filename="rows.csv"')
  expect(await res.text()).toBe('id,text\r\n1,x\r\n2,x\r\n3,x\r\n')
  expect(asked).toEqual([undefined, '1', '2'])
})

it('names the columns where there are no rows', async () => {
  const app = createRouter().get('/', (c) => answerCsv(c, 'rows.csv', Row, async () => ({ items: [], nextCursor: null })))
  expect(await (await app.request('/')).text()).toBe('id,text\r\n')
})

it('reads nothing more than is taken', async () => {
  const { app, asked } = appOf(100)
  const reader = (await app.request('/')).body!.getReader()
  await reader.read()
  await reader.read()
  await reader.cancel()

  expect(asked).toHaveLength(2)
})

it.each([
  ['a "b"\r\nc', '"a ""b""\r\nc"'],
  ['a,b', '"a,b"'],
  [' a', '" a"'],
  ['', '""'],
  [null, ''],
  [true, 'true'],
  [-1.5, '-1.5'],
  ['-1.50', '-1.50'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['=1+1', "'=1+1"],
  ['+1+1', "'+1+1"],
  ['-1+1', "'-1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  [{ a: [1, '=2'] }, '"{""a"":[1,""=2""]}"'],
])('writes %j as %s', async (text, cell) => {
  expect(await (await appOf(1, text).app.request('/')).text()).toBe(`id,text\r\n1,${cell}\r\n`)
})
