import type { Dialect } from './dialect.ts'
import { mysql } from './mysql/dialect.ts'
import { postgres } from './postgres/dialect.ts'
import type { Engine } from './schema.ts'
import { sqlite } from './sqlite/dialect.ts'

const dialects: Readonly<Record<Engine, Dialect>> = { sqlite, postgres, mysql }

export const dialectOf = (engine: Engine): Dialect => dialects[engine]
