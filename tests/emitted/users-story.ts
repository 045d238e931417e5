/**
 * What somebody does with users and rows of his own, from signing up to signing out everywhere: gives what was answered. It
 * runs in Node.js and, as its own text, in a page of a browser, so it knows nothing but what both have.
 * @param cookie whether a browser keeps the session, and not the story
 */
export async function userStory(api: string, cookie: boolean) {
  const said: Record<string, unknown> = {}
  let token: string | undefined
  const request = async (method: string, path: string, body?: object) => {
    const headers = {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(token && { Authorization: `Bearer ${token}` }),
    }
    const res = await fetch(api + path, {
      method,
      headers,
      credentials: 'include',
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await res.text()
    return { status: res.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined }
  }

  const linkTo = async (email: string): Promise<string> => {
    const mails = (await request('GET', '/dev/mails')).text
    const link = /#token=([\w.-]+)/.exec(mails.slice(mails.indexOf(email)))?.[1]
    if (mails.includes(email) && link) return link
    await new Promise((resolve) => setTimeout(resolve, 50))
    return await linkTo(email)
  }
  const signIn = async (email: string) => {
    token = undefined
    const signedUp = await request('POST', '/auth/sign-up', { email, name: email.split('@')[0] })
    const password = `a long enough one of ${email}`
    const set = { token: await linkTo(email), password, cookie }
    const statuses = [signedUp.status]
    statuses.push((await request('POST', '/auth/set-password', set)).status)
    statuses.push((await request('POST', '/auth/set-password', set)).status)
    const signedIn = await request('POST', '/auth/sign-in', { email, password, cookie })
    token = signedIn.body.token
    return [...statuses, signedIn.status]
  }

  said['signed in'] = await signIn('bob@example.com')
  said['has a token'] = token !== undefined
  said['me'] = (await request('GET', '/me')).body.name
  const made = await request('POST', '/api/customers', { email: 'c@example.com', name: 'A customer' })
  said['made'] = made.status
  const { id } = made.body
  said['his own'] = (await request('GET', `/api/customers/${id}`)).status

  await signIn('ada@example.com')
  said['me, as another'] = (await request('GET', '/me')).body.name
  const missing = typeof id === 'number' ? 999_999 : `${String(id).slice(0, 24)}000000000000`
  const answered = async (method: string, to: unknown, body?: object) => {
    const { status, text } = await request(method, `/api/customers/${to}`, body)
    return [status, text.replaceAll(String(to), 'ID').replace(/"requestId":"[^"]+"/, '')].join(' ')
  }
  for (const [method, body] of [['GET'], ['PATCH', { name: 'Mine' }], ['DELETE']] as const) {
    const [theirs, nobodys] = [await answered(method, id, body), await answered(method, missing, body)]
    said[`${method} of another's`] = theirs === nobodys ? theirs.split(' ', 1)[0] : { theirs, nobodys }
  }
  said['all'] = (await request('GET', '/api/customers')).body.items.length

  said['sessions'] = (await request('GET', '/auth/tokens')).body.items.length
  said['signed out'] = (await request('DELETE', '/auth/tokens')).status
  said['me, signed out'] = (await request('GET', '/me')).status
  return said
}

/** What it is to give. */
export const toldOnce = {
  'signed in': [202, 200, 400, 200],
  me: 'bob',
  made: 201,
  'his own': 200,
  'me, as another': 'ada',
  "GET of another's": '404',
  "PATCH of another's": '404',
  "DELETE of another's": '404',
  all: 0,
  sessions: 2,
  'signed out': 204,
  'me, signed out': 401,
}
