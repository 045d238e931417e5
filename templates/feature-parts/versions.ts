describe('the version of <%= aTitle %>', () => {
  const tagOf = async (path: string) => (await <%= client %>.request(path)).headers.get('ETag')
  const changes = async () => (<%= changes %>)

  it('is in the ETag of each answer that shows one', async () => {
    const created = await <%= client %>.request('<%= path %>', json('POST', await draft<%= Singular %>(db<%= fromMe %>)))
    const path = pathOf(await created.clone().json())
    expect([created.headers.get('ETag'), await tagOf(path)]).toEqual(['"1"', '"1"'])

    const changed = await <%= client %>.request(path, json('PATCH', await changes(), { 'If-Match': '"0", "1"' }))
    expect([changed.status, changed.headers.get('ETag'), await tagOf(path)]).toEqual([200, '"2"', '"2"'])
    expect((await <%= client %>.request(path, { method: 'DELETE', headers: { 'If-Match': '"2"' } })).status).toBe(204)
  })

  it.each<[method: string, status: number, headers: Record<string, string>]>([
    ['PATCH', 428, {}],
    ['DELETE', 428, {}],
    ['PATCH', 412, { 'If-Match': '"2"' }],
    ['DELETE', 412, { 'If-Match': '"2"' }],
    ['PATCH', 412, { 'If-Match': 'W/"1"' }],
    ['PATCH', 412, { 'If-Match': '1' }],
  ])('has to be seen by a %s: %i for %j', async (method, status, headers) => {
    const created = await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
    const body = method === 'PATCH' ? await changes() : undefined

    expect((await <%= client %>.request(pathOf(created), json(method, body, headers))).status).toBe(status)
    expect(await read(pathOf(created))).toEqual(created)
  })

  it('lets one of twenty change it who have seen the same', async () => {
    const path = pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>)))
    const init = json('PATCH', await changes(), { 'If-Match': '"1"' })
    const all = await Promise.all(Array.from({ length: 20 }, () => <%= client %>.request(path, init)))

    expect(all.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(19).fill(412)])
    expect(await tagOf(path)).toBe('"2"')
  })
})

