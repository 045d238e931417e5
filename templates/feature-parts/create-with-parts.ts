describe('POST <%= path %> with <%= partTitles %>', () => {
  const part = async () => {
    const { <%= key %>: _, ...draft } = await draft<%= Part %>(<%= partFor %>)
    return draft
  }

  it('creates them, too', async () => {
    const body = { ...(await draft<%= Singular %>(db<%= fromMe %>)), <%= name %>: [await part(), await part()] }
    const res = await <%= client %>.request('<%= path %>', json('POST', body))

    expect(res.status).toBe(201)
    expect((await read(`${pathOf(await res.json())}?include=<%= name %>`)).<%= name %>).toHaveLength(2)
  })

  it('says which one is wrong', async () => {
    const body = { ...(await draft<%= Singular %>(db<%= fromMe %>)), <%= name %>: [await part(), null] }
    const res = await <%= client %>.request('<%= path %>', json('POST', body))

    expect(res.status).toBe(422)
    expect((await res.json()).issues).toMatchObject([{ path: '<%= name %>.1' }])
  })
  <%~ slot('test.nothing') %>
})

