describe('PATCH <%= path %>/<%= keyPattern %>', () => {
  it('changes what it is given, and leaves the rest as it was', async () => {
    const draft = await draft<%= Singular %>(db<%= fromMe %>)
    const path = pathOf(await create<%= Singular %>(db<%= fromMe %>, draft))
    const changes = <%= changes %>
    const res = await <%= client %>.request(path, json('PATCH', changes<%= anyVersion %>))

    expect(res.status).toBe(200)
    expect(await res.json()).toEqual({ ...draft, ...changes, ...answered })
    expect(await read(path)).toEqual({ ...draft, ...changes, ...answered })
  })

  it('accepts an empty patch', async () => {
    const draft = await draft<%= Singular %>(db<%= fromMe %>)
    const res = await <%= client %>.request(pathOf(await create<%= Singular %>(db<%= fromMe %>, draft)), json('PATCH', {}<%= anyVersion %>))

    expect(res.status).toBe(200)
    expect(await res.json()).toEqual({ ...draft, ...answered })
  })

  it.each([<%= notPatched %>])('answers 422 to %s, which is not for clients to change', async (field) => {
    const path = pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>)))
    expect((await <%= client %>.request(path, json('PATCH', { [field]: 1 }<%= anyVersion %>))).status).toBe(422)
  })

  <%~ slot('test.patch.conflicts') %>
})

