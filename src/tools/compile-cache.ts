import { tmpdir } from 'node:os'
import path from 'node:path'

/** The environment in which Node.js keeps what it compiles, where it does by itself once it is asked to. */
export const compileCache = (): { readonly NODE_COMPILE_CACHE: string } => ({
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? path.join(tmpdir(), 'node-compile-cache'),
})
