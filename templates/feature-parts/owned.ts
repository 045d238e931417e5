
describe('<%= titles %> of others', () => {
  const answerOf = async (res: Response) => ({ status: res.status, ...(await res.json()), requestId: undefined })
  const initOf = (method: string) => (method === 'PATCH' ? json(method, {}<%= anyVersion %>) : <%= methodInit %>)

  it('are of who created them', async () => {
    const res = await stranger.request('<%= path %>', json('POST', await draft<%= Singular %>(db, stranger.user)))
    expect(await res.json()).toMatchObject({ ownerId: stranger.user.id })
  })

  it('are in no list', async () => {
    await create<%= Singular %>(db, me.user, await draft<%= Singular %>(db, me.user))
    const res = await stranger.request(`<%= path %>?limit=100&ownerId=${me.user.id}`)
    expect(await res.json()).toEqual({ items: [], nextCursor: null })
  })

  it.each([<%= methods %>])('are answered to a %s as what does not exist', async (method) => {
    const path = pathOf(await create<%= Singular %>(db, me.user, await draft<%= Singular %>(db, me.user)))
    const refused = await stranger.request(path, initOf(method))
    const deleted = await me.request(path, <%= deletion %>)
    const absent = await stranger.request(path, initOf(method))

    expect([refused.status, deleted.status]).toEqual([404, 204])
    expect(await answerOf(refused)).toEqual(await answerOf(absent))
  })

  it.each([<%= methods %>])('are for an administrator to %s', async (method) => {
    const path = pathOf(await create<%= Singular %>(db, me.user, await draft<%= Singular %>(db, me.user)))
    const admin = await signIn(app, db, { role: 'admin' })
    const { items } = await (await admin.request('<%= path %>?limit=100')).json()

    expect(items.map(pathOf)).toContain(path)
    expect((await admin.request(path, initOf(method))).ok).toBe(true)
  })
  <%~ slot('test.owned') %>
})
