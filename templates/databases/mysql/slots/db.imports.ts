import { createDatabase } from '#core/database/create-database.ts'
import { readUnfinished } from '#core/database/migration-steps.ts'
