import dns from 'node:dns'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { checkUrl, post } from './post.ts'

const [anywhere, publicOnly] = [{ WEBHOOKS_TO_PRIVATE: true }, { WEBHOOKS_TO_PRIVATE: false }]

/** A server that answers so; what it was asked for. */
async function listen(answer: RequestListener) {
  const asked: string[] = []
  const server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`)
    answer(req, res)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, port: (server.address() as AddressInfo).port }
}

const send = async (url: string, reach = anywhere, patience = 5_000, signal = new AbortController().signal) =>
  await post(url, { headers: { 'Content-Type': 'application/json' }, body: '{}', signal }, reach, patience)

/** Lets any name stand for an address. */
function resolveTo(address: string) {
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: object, done: Function) =>
    done(null, [{ address, family: address.includes(':') ? 6 : 4 }])) as never)
  onTestFinished(() => lookup.mockRestore())
  return lookup
}

const inside = [
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.9.9.9', '168.63.129.16', '169.254.169.254', '172.16.0.1',
  '172.31.255.255', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1',
  '255.255.255.255', '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:169.254.169.254', '64:ff9b::7f00:1', '100::1', '200::1',
  '2001:0:1::', '2001:db8::1', '2002:7f00:1::', '3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1',
]

describe('an address', () => {
  it.each(inside)('%s is refused, as it is and as what a name stands for', async (address) => {
    expect(() => checkUrl(`https://${address.includes(':') ? `[${address}]` : address}/`, publicOnly)).toThrow('a public address')
    const lookup = resolveTo(address)
    await expect(send('https://hook.example/', publicOnly)).rejects.toThrow('stands for a private address')
    // What was looked up once is what is connected to.
    expect(lookup).toHaveBeenCalledTimes(1)
  })

  it.each(['https://2130706433/', 'https://0x7f.1/', 'https://127.1/', 'https://0177.0.0.1/', 'https://127。0。0。1/'])(
    '%s is read as what it stands for',
    (url) => expect(() => checkUrl(url, publicOnly)).toThrow('a public address'),
  )

  it.each(['8.8.8.8', '100.128.0.1', '172.32.0.1', '[2606:4700::1111]', '[::ffff:8.8.8.8]', 'example.com'])('%s is none of those', (host) => {
    expect(() => checkUrl(`https://${host}:8443/`, publicOnly)).not.toThrow()
  })

  it('of this machine is not connected to, by its name or after a redirect to it', async () => {
    const { asked, port } = await listen((_, res) => res.writeHead(307, { Location: `http://127.0.0.1:${port}/other` }).end())
    await expect(send(`https://localhost:${port}/`, publicOnly)).rejects.toThrow('stands for a private address')
    expect(asked).toEqual([])
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 307 })
    expect(asked).toEqual(['POST /'])
  })

  it('takes https, and neither a name nor a password', async () => {
    await expect(send('http://example.com/', publicOnly)).rejects.toThrow('expected https')
    await expect(send('https://ada@example.com/')).rejects.toThrow('none with a name')
    await expect(send('https://:secret@example.com/')).rejects.toThrow('none with a name')
  })
})

describe('a server', () => {
  it('may say nothing, and nothing is waited for', async () => {
    const { port } = await listen(() => {})
    await expect(send(`http://127.0.0.1:${port}/`, anywhere, 100)).rejects.toThrow(/abort/)
  })

  it('may drip, or answer without end: its status counts, and the first that it says', async () => {
    const dripping = await listen(async (_, res) => {
      res.writeHead(500)
      while (!res.destroyed) {
        res.write('.')
        await sleep(20)
      }
    })
    expect(await send(`http://127.0.0.1:${dripping.port}/`, anywhere, 1_000)).toEqual({ status: 500, text: expect.stringMatching(/^\.+$/) })

    let written = 0
    const huge = await listen((_, res) => {
      const write = (): unknown => (res.write('x'.repeat(65_536)) ? write() : res.once('drain', write))
      res.on('close', () => void (written = res.socket?.bytesWritten ?? 0))
      write()
    })
    expect(await send(`http://127.0.0.1:${huge.port}/`)).toEqual({ status: 200, text: 'x'.repeat(500) })
    expect(written).toBeLessThan(20_000_000)
  })

  it('may hang up, before or amid its answer', async () => {
    const rude = await listen((req) => void req.socket.destroy())
    await expect(send(`http://127.0.0.1:${rude.port}/`)).rejects.toThrow('socket hang up')
    const broken = await listen((_, res) => {
      res.writeHead(200, { 'Content-Length': '10' })
      res.write('half\u001b[31m', () => res.destroy())
    })
    expect(await send(`http://127.0.0.1:${broken.port}/`)).toEqual({ status: 200, text: expect.not.stringContaining('\u001b') })
  })

  it('is left when who sends has to stop', async () => {
    const { port } = await listen(() => {})
    await expect(send(`http://127.0.0.1:${port}/`, anywhere, 60_000, AbortSignal.timeout(50))).rejects.toThrow(/abort/)
  })
})
