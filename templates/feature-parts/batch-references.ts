
it.each([<%= names %>])('answers 409 to %s of a row that does not exist, and says which', async (field) => {
  const [row, other] = await drafts(2)
  expect(await create([row, { ...other, [field]: unknownId }])).toMatchObject({ status: 409, issues: [{ path: `1.${field}` }] })
})
