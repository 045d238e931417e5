describe('PUT <%= path %>/:id<%= nestedPath %>', () => {
  const other = async () => (await create<%= Part %>(<%= partFor %>, await draft<%= Part %>(<%= partFor %>))).id
  const create = async () => pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>)))
  const set = async (path: string, <%= ids %>: unknown) => await <%= client %>.request(`${path}<%= nestedPath %>`, json('PUT', { <%= ids %> }<%= anyVersion %>))
  const idsOf = async (path: string) => (await read(`${path}?include=<%= name %>`)).<%= name %>.map((one: { id: unknown }) => one.id)

  it('sets them, and takes away what is not among them', async () => {
    const path = await create()
    const [first, second, third] = [await other(), await other(), await other()]

    for (const ids of [[first, second], [second, third], [], [first]]) {
      expect((await set(path, [...ids, ...ids])).status).toBe(204)
      expect(await idsOf(path)).toEqual(ids)
    }
  })

  it('answers 409 to one that does not exist, and sets nothing', async () => {
    const [path, known] = [await create(), await other()]
    const res = await set(path, [known, unknownId])

    expect(res.status).toBe(409)
    expect((await res.json()).issues).toMatchObject([{ path: '<%= ids %>.1' }])
    expect(await idsOf(path)).toEqual([])
  })

  it('answers 404 where there is no <%= title %>, and 422 to what are no ids', async () => {
    expect((await set(`<%= path %>/${unknownId}`, [])).status).toBe(404)
    expect((await set(await create(), ['x'])).status).toBe(422)
  })
  <%~ slot('test.link.owned') %>
})

