it('shows markup as text', async () => {
  const { id } = await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>, { <%= field %>: '<b>"\'' }))
  for (const path of ['', `/${id}`, `/${id}/edit`, `/${id}/delete`]) {
    const page = await read(path)
    expect(page).toContain('&lt;b&gt;&quot;&#39;')
    expect(page).not.toContain('<b>')
  }
})
