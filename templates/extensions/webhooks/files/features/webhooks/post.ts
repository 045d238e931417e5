import dns from 'node:dns'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { BlockList, type LookupFunction } from 'node:net'
import { ValidationError } from '#core/errors.ts'

/** What is no address of the internet at large, by IANA's registries: this machine, its network, and what clouds tell their machines. */
const inside = new BlockList()
const ofIpv4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 ' +
  '192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3'
const ofAzure = '168.63.129.16/32'
// Addresses of IPv4 within IPv6 (::ffff:127.0.0.1) are looked for among those of IPv4.
const ofIpv6 = '::/96 64:ff9b::/32 100::/8 200::/7 2001::/23 2001:db8::/32 2002::/16 3fff::/20 4000::/2 8000::/1'
for (const net of `${ofIpv4} ${ofAzure} ${ofIpv6}`.split(' ')) {
  const [address, bits] = net.split('/') as [string, string]
  inside.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4')
}

export type Reach = { WEBHOOKS_TO_PRIVATE: boolean }

/** Refuses an address to which nothing would be sent. What its name stands for is known only once something is. */
export function checkUrl(text: string, { WEBHOOKS_TO_PRIVATE }: Reach): void {
  const { protocol, username, password, hostname } = new URL(text)
  const refuse = (message: string) => {
    throw new ValidationError([{ path: 'url', message }], `The URL is refused: ${message}`)
  }
  if (username || password) refuse('expected none with a name or a password')
  if (WEBHOOKS_TO_PRIVATE) return
  if (protocol !== 'https:') refuse('expected https')
  const isInside = hostname.startsWith('[') ? inside.check(hostname.slice(1, -1), 'ipv6') : inside.check(hostname)
  if (isInside) refuse('expected a public address')
}

/** Looks up what a name stands for. Nothing looks it up again: what is refused here, or is not, is what would be connected to. */
const lookup: LookupFunction = (name, options, done) =>
  dns.lookup(name, { ...options, all: true }, (error, addresses) => {
    const isInside = addresses?.some(({ address, family }) => inside.check(address, family === 6 ? 'ipv6' : 'ipv4'))
    done(isInside ? new Error(`${name} stands for a private address`) : error, addresses)
  })

type Message = { headers: Record<string, string>; body: string; signal: AbortSignal }

/**
 * POSTs to an address that somebody gave. A redirect is an answer like any other: it could lead anywhere.
 * @param patience for how long (ms) all of it may take
 * @returns the status, and the first of what was said to it
 */
export async function post(url: string, { headers, body, signal }: Message, reach: Reach, patience = 15_000) {
  checkUrl(url, reach)
  const { request, Agent } = url.startsWith('https:') ? https : http
  const options = {
    method: 'POST',
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    // Not the agent of all requests, which may go by way of a proxy.
    agent: new Agent(reach.WEBHOOKS_TO_PRIVATE ? {} : { lookup, autoSelectFamily: true }),
  }
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, options).on('response', resolve).on('error', reject).end(body)
  })
  return { status: response.statusCode!, text: await readSome(response) }
}

/** What there is of an answer, or would be: it may never end. */
async function readSome(answer: IncomingMessage, most = 500): Promise<string> {
  let text = ''
  try {
    for await (const chunk of answer.setEncoding('utf8')) {
      text += chunk
      if (text.length >= most) break
    }
  } catch {
    // The status is what counts.
  }
  return text.slice(0, most).replaceAll(/\p{Cc}+/gu, ' ').trim()
}
