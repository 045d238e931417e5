describe('POST <%= path %>/batch', () => {
  const drafts = async (count: number) => {
    const all: <%= Singular %>Create[] = []
    for (let n = 0; n < count; n++) all.push(await draft<%= Singular %>(db<%= fromMe %>))
    return all
  }
  const create = async (rows: unknown[]) => {
    const res = await <%= client %>.request('<%= path %>/batch', json('POST', rows))
    return { status: res.status, ...(await res.json()) }
  }

  it('creates them all, in the order in which they come', async () => {
    const rows = await drafts(7)
    const { status, items } = await create(rows)

    expect([status, items]).toEqual([201, rows.map((row) => ({ ...row, ...answered }))])
    expect(await Promise.all(items.map((item: <%= Singular %>Read) => read(pathOf(item))))).toEqual(items)
  })

  it('creates none where one is wrong, and says which', async () => {
    const before = await read('<%= path %>')

    expect(await create([...(await drafts(2)), null])).toMatchObject({ status: 422, issues: [{ path: '2' }] })
    expect(await create([])).toMatchObject({ status: 422 })
    expect(await read('<%= path %>')).toEqual(before)
  })
  <%~ slot('test.batch') %>
})

describe('GET <%= path %>.csv', () => {
  it('has a line for each row of a list', async () => {
    await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
    const res = await <%= client %>.request('<%= path %>.csv')
    const [columns = '', ...lines] = (await res.text()).trimEnd().split('\r\n')
    const { items } = await read('<%= path %>?limit=100')

    expect([res.status, res.headers.get('Content-Disposition')]).toEqual([200, 'attachment; filename="<%= kebab %>.csv"'])
    expect(columns.split(',')).toEqual(Object.keys(items[0]))
    expect(lines.slice(0, 100).map((line) => line.split(',', 1)[0])).toEqual(items.map(({ id }: <%= Singular %>Read) => String(id)))
    expect((await <%= client %>.request('<%= path %>.csv?limit=1')).status).toBe(422)
  })
})

