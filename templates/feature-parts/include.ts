describe('GET <%= path %>?include=', () => {
  const create = async () => await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %><%= given %>))

  <%~ slot('test.included') %>
  it('asks the database as often for twenty as for one', async () => {
    for (let n = 0; n < 21; n++) await create()
    const executed = vi.spyOn(db.getExecutor(), 'executeQuery')
    const readsOf = async (limit: number) => {
      executed.mockClear()
      const { items } = await read(`<%= path %>?include=<%= relationNames %>&limit=${limit}`)
      expect(items).toHaveLength(limit)
      return executed.mock.calls.filter(([{ sql }]) => sql.startsWith('select')).length
    }
    expect(await readsOf(20)).toBe(await readsOf(1))
  })
})

