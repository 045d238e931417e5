it('shows what there is now to who did not see it', async () => {
  const <%= row %> = await create()
  const changes = <%= changes %>
  const init = filled(fields.update, { ...<%= row %>, ...changes }, { version: '1' })
  expect((await send(`/${<%= row %>.id}/edit`, init)).status).toBe(303)

  for (const hidden of [{ version: '1' }, { version: 'NaN' }, undefined]) {
    const res = await send(`/${<%= row %>.id}/edit`, filled(fields.update, <%= row %>, hidden))
    const page = await res.text()
    expect(res.status).toBe(422)
    expect(page).toContain('Somebody changed it meanwhile')
    expect(page).toContain('name="version" value="2"')
    expect((await send(`/${<%= row %>.id}/delete`, filled([], {}, hidden))).status).toBe(409)
  }
  expect((await get<%= Singular %>(db<%= fromMe %>, <%= row %>.id)).version).toBe(2)
})
