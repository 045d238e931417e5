it('says at its field what is wrong, and keeps what was filled in', async () => {
  const draft = { ...(await draft<%= Singular %>(db<%= fromMe %>)), <%= field %>: 'NUL \0' }
  for (const path of ['/new', `/${(await create()).id}/edit`]) {
    const res = await send(path, filled(fields.create, draft))
    expect(res.status).toBe(422)
    expect(await res.text()).toContain('aria-describedby="<%= field %>-problem"')
  }
})
