import { tellOwner } from './jobs.ts'
