import { type Extension, readExtension } from '../../src/render/extensions/extension.ts'

const manifest = {
  title: 'Door',
  description: 'Says who asks.',
  provides: ['access'],
  features: { users: { fields: ['name:string'] } },
}

const files = [
  'core/access.ts',
  'core/ownership.ts',
  'tests/auth.ts',
  ...['models', 'services', 'factory'].map((file) => `features/users/${file}.ts`),
]

/**
 * An extension that says who asks, as anybody could write one: what it says in its files is nothing to paxx.
 * @param without a file that it lacks
 */
export const door = (more: object = {}, without?: string): Extension =>
  readExtension(
    'door',
    new Map([
      ['extension.json', JSON.stringify({ ...manifest, ...more })],
      ...files.filter((file) => file !== without).map((file) => [`files/${file}`, 'export {}\n'] as const),
    ]),
  )
