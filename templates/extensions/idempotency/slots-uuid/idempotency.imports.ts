import { newId } from '#core/database/id.ts'
