// Who is nobody signs in, and comes back.
if (status === 401 && c.req.method === 'GET') {
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/sign-in?${new URLSearchParams({ next: pathname + search })}`)
}
